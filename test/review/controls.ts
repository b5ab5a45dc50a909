import type { JsonObject } from './json';
import { type Case, simulate } from './simulator';
import type { PrincipalName, Row, Verdict } from './table';

/** The same request of somebody whom an identity policy (and, for a role, its trust) allows it. */
function granted(request: Case): Case {
  const allow = { Effect: 'Allow', Action: request.action };
  return {
    ...request,
    identity: [...request.identity, { name: 'granted', statements: [{ ...allow, Resource: '*' }] }],
    ...(request.action.startsWith('sts:') && {
      resourcePolicy: [
        ...(request.resourcePolicy ?? []),
        { ...allow, Principal: { AWS: request.principalArn } },
      ],
    }),
  };
}

const without = <T>(all: readonly T[], places: readonly number[]): T[] =>
  all.filter((_, index) => !places.includes(index));

/**
 * What is wrong with a cell, or undefined: its verdict, that the verdict rests on what it should, and that the request
 * told the simulator nothing that it passed over.
 */
export async function fault(
  row: Row,
  principal: PrincipalName,
  request: Case,
  organisation: readonly JsonObject[],
): Promise<string | undefined> {
  const expected = row.cells.get(principal);
  if (expected === undefined) return 'no verdict';
  const outcome = await simulate(request);
  const passedOver = outcome.ignoredContext.filter((key) => key in row.context);
  if (passedOver.length > 0) return `the simulator passes over ${passedOver.join(', ')}`;
  const allowed = expected === 'YES' || expected === 'safe' || expected === 'org' || expected === 'exempt';
  if (outcome.allowed !== allowed) {
    const by = outcome.denying.map((index) => sid(request, index)).join(', ');
    return outcome.allowed ? 'is allowed' : `is denied ${by === '' ? 'by nobody' : `by ${by}`}`;
  }
  return CONTROLS[expected]({ row, request, organisation });
}

const sid = (request: Case, index: number) =>
  String(request.resourcePolicy?.[index]?.Sid ?? `statement ${index}`);

interface Control {
  readonly row: Row;
  readonly request: Case;
  readonly organisation: readonly JsonObject[];
}

const CONTROLS: Readonly<Record<Verdict, (control: Control) => Promise<string | undefined>>> = {
  safe: async () => undefined,

  async YES({ request, organisation }) {
    const outcome = await simulate(request);
    const bare: Case = {
      ...request,
      identity: request.identity.map(({ name, statements }) => ({
        name,
        statements: statements.filter((_, index) => !outcome.allowingIdentity.includes(`${name}/${index}`)),
      })),
      resourcePolicy: request.resourcePolicy && without(request.resourcePolicy, outcome.allowing),
    };
    if ((await simulate(bare)).allowed) return 'stays allowed without the statements that allow it';
    const bound = await simulate({ ...request, organisation });
    return bound.allowed ? undefined : 'the sample organisation policy stops it';
  },

  async no({ request }) {
    const outcome = await simulate(request);
    if (outcome.denying.length > 0) {
      return `rests on ${outcome.denying.map((index) => sid(request, index)).join(', ')}: that is 'deny'`;
    }
    return (await simulate(granted(request))).allowed ? undefined : 'stays denied when granted';
  },

  async deny({ request }) {
    const outcome = await simulate(granted(request));
    if (outcome.allowed) return "is allowed once granted: that is 'no'";
    const policy = request.resourcePolicy ?? [];
    const others = granted({ ...request, resourcePolicy: without(policy, outcome.denying) });
    if (!(await simulate(others)).allowed) return 'stays denied without the statements that deny it';
    for (const index of outcome.denying) {
      const rest = outcome.denying.filter((other) => other !== index);
      const alone = granted({ ...request, resourcePolicy: without(policy, rest) });
      if ((await simulate(alone)).allowed) return `${sid(request, index)} does not deny by itself`;
    }
    return undefined;
  },

  async exempt({ row }) {
    return row.cells.get('admin') === 'deny'
      ? undefined
      : "no denial to be exempt from: 'admin' is not 'deny'";
  },

  async org({ request, organisation }) {
    const bound = await simulate({ ...request, organisation });
    return bound.allowed ? 'the sample organisation policy does not stop it' : undefined;
  },
};
