import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type AuditLogProps, Retention, WormtrailStack } from '../../lib';

// The validator takes seconds a synthesis; test/review runs it.
process.env.CDK_VALIDATION = 'false';

type Resource = { Type: string; Properties: Record<string, unknown>; DependsOn?: string[] };

/** A stack that knows no account or Region, as CloudFormation would see it in eu-west-1 of 111122223333. */
export class Example {
  readonly stack: WormtrailStack;
  readonly template: Template;
  readonly resources: Record<string, Resource>;
  /** The values of the outputs, by name. */
  readonly outputs: Record<string, string>;

  constructor(log: Partial<AuditLogProps> = {}) {
    this.stack = new WormtrailStack(new App(), 'Wormtrail', {
      log: { origin: 'example.com/audit', retention: Retention.REHEARSAL, ...log },
    });
    this.template = Template.fromStack(this.stack);
    const { Resources, Outputs } = filled(this.template.toJSON());
    this.resources = Resources;
    this.outputs = Object.fromEntries(Object.keys(Outputs).map((name) => [name, Outputs[name].Value]));
  }

  /** The one resource of a type whose logical id contains `part`. */
  one(type: string, part = ''): Resource {
    const found = this.all(type).filter(([id]) => id.includes(part));
    if (found.length !== 1 || found[0] === undefined) {
      throw new Error(`${found.length} resources of type ${type} with '${part}'`);
    }
    return found[0][1];
  }

  all(type: string): [string, Resource][] {
    return Object.entries(this.resources).filter(([, { Type }]) => Type === type);
  }

  /** What a role may do, by the id of each statement. */
  statements(role: string): Record<string, Record<string, unknown>> {
    const { Policies } = this.one('AWS::IAM::Role', role).Properties as {
      Policies: { PolicyDocument: { Statement: { Sid: string }[] } }[];
    };
    expect(Policies).toHaveLength(1);
    return Object.fromEntries(
      (Policies[0]?.PolicyDocument.Statement ?? []).map(({ Sid, ...rest }) => [Sid, rest]),
    );
  }
}

const PSEUDO: Record<string, string> = {
  'AWS::AccountId': '111122223333',
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** `Ref` of a resource becomes `<id>`, `Fn::GetAtt` `<id.attribute>`, and joins are joined. */
function filled<T>(value: T): T;
function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries.length === 1 && entries[0] !== undefined ? entries[0] : ['', undefined];
  if (name === 'Ref') return PSEUDO[String(argument)] ?? `<${argument}>`;
  if (name === 'Fn::GetAtt' && Array.isArray(argument)) return `<${argument.join('.')}>`;
  if (name === 'Fn::Join' && Array.isArray(argument)) {
    return (filled(argument[1]) as string[]).join(String(argument[0]));
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, filled(item)]));
}
