/** What the pseudo parameters and attributes of a synthesised template stand for, in one place and account. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/**
 * The value with its intrinsics worked out, as CloudFormation would in that place: pseudo parameters, `Fn::Join`,
 * `Fn::Sub` of pseudo parameters, and what `attribute` says of a reference to a resource.
 */
export function resolveIntrinsics(
  value: unknown,
  place: Place,
  attribute: (logicalId: string, name: string) => string,
): unknown {
  const pseudo: Record<string, string> = {
    'AWS::AccountId': place.account,
    'AWS::Region': place.region,
    'AWS::Partition': place.partition,
  };
  const resolve = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(resolve);
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node);
    const [name, argument] = entries[0] ?? [];
    if (entries.length !== 1 || name === undefined) return each(entries);
    if (name === 'Ref') return pseudo[String(argument)] ?? attribute(String(argument), 'Ref');
    if (name === 'Fn::GetAtt') return attribute(String(argument[0]), String(argument[1]));
    if (name === 'Fn::Join') return resolved(argument[1]).join(String(argument[0]));
    if (name === 'Fn::Sub') {
      return String(argument).replace(/\$\{([^}]+)\}/g, (_, key) => pseudo[key] ?? attribute(key, 'Ref'));
    }
    return each(entries);
  };
  const resolved = (nodes: unknown[]): unknown[] => nodes.map(resolve);
  const each = (entries: [string, unknown][]): unknown =>
    Object.fromEntries(entries.map(([key, child]) => [key, resolve(child)]));
  return resolve(value);
}
