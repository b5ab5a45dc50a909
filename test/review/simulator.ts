import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { isObject, type Json, type JsonObject, list, object, text } from './json';
import { PLACE, type ResolvedTemplate } from './resolve';
import type { PrincipalName, Row } from './table';

type Statement = JsonObject;
interface Policy {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** Everything that decides on one request. */
export interface Case {
  readonly action: string;
  readonly resource: string;
  readonly principalArn: string;
  readonly context: Readonly<Record<string, string | string[]>>;
  readonly identity: readonly Policy[];
  readonly resourcePolicy: readonly Statement[] | undefined;
  readonly organisation?: readonly Statement[];
}

/** What came of it, and the statements that decided, by their place in their policy. */
export interface Outcome {
  readonly allowed: boolean;
  /** Of the resource's policy. */
  readonly denying: readonly number[];
  /** Of the resource's policy. */
  readonly allowing: readonly number[];
  /** Of the principal's policies: `<policy>/<statement>`. */
  readonly allowingIdentity: readonly string[];
  readonly ignoredContext: readonly string[];
}

const VERSION = '2012-10-17';
const ADMINISTRATOR: Policy = {
  name: 'AdministratorAccess',
  statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** Statements get names by their place, so that the simulator's answer leads back to them. */
const labelled = (statements: readonly Statement[]): Statement[] =>
  statements.map((statement, index) => ({ ...object(renamed(statement), 'statement'), Sid: `s${index}` }));

/**
 * The simulator drops `kms:EncryptionContext:…` from requests: it knows variable keys by their slash only. The same
 * comparison runs under a tag's name, in policies and request alike.
 */
const ENCRYPTION_CONTEXT = 'kms:EncryptionContext:';
const standIn = (key: string): string =>
  key.startsWith(ENCRYPTION_CONTEXT)
    ? `aws:PrincipalTag/${key.slice(ENCRYPTION_CONTEXT.length).replaceAll(':', '-')}`
    : key;

/** A condition, a statement, a request's context: with every encryption context under its stand-in. */
function renamed(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => renamed(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [standIn(key), renamed(member)]));
}

interface Decisive {
  readonly policyId?: string;
  readonly statement: { sid(): string | undefined };
}
const place = ({ statement }: Decisive): number => Number(statement.sid()?.slice(1));

/** Runs one case. Throws if the simulator does not take it: an action or a resource that does not exist, say. */
export async function simulate(request: Case): Promise<Outcome> {
  const everything = { name: 'all', policy: { Version: VERSION, Statement: ADMINISTRATOR.statements } };
  const simulation: Simulation = {
    request: {
      principal: request.principalArn,
      action: request.action,
      resource: { resource: request.resource, accountId: PLACE.account },
      contextVariables: {
        'aws:PrincipalArn': request.principalArn,
        'aws:PrincipalAccount': PLACE.account,
        'aws:PrincipalType': 'AssumedRole',
        'aws:ResourceAccount': PLACE.account,
        'aws:RequestedRegion': PLACE.region,
        'aws:SecureTransport': 'true',
        'aws:ViaAWSService': 'false',
        ...Object.fromEntries(Object.entries(request.context).map(([key, value]) => [standIn(key), value])),
      },
    },
    identityPolicies: request.identity
      .filter(({ statements }) => statements.length > 0)
      .map(({ name, statements }) => ({
        name,
        policy: { Version: VERSION, Statement: labelled(statements) },
      })),
    serviceControlPolicies: request.organisation
      ? [
          {
            orgIdentifier: 'ou-sample',
            policies: [
              everything,
              { name: 'sample', policy: { Version: VERSION, Statement: request.organisation } },
            ],
          },
        ]
      : [],
    resourceControlPolicies: [],
    ...(request.resourcePolicy && request.resourcePolicy.length > 0
      ? { resourcePolicy: { Version: VERSION, Statement: labelled(request.resourcePolicy) } }
      : {}),
  };
  const answer = await runSimulation(simulation, {});
  if (answer.resultType !== 'single') {
    const why = answer.resultType === 'error' ? JSON.stringify(answer.errors) : answer.resultType;
    throw new Error(`${request.action} on ${request.resource}: ${why}`);
  }
  const { analysis, ignoredContextKeys = [] } = answer.result;
  return {
    allowed: answer.overallResult === 'Allowed',
    denying: (analysis.resourceAnalysis?.denyStatements ?? []).map(place),
    allowing: (analysis.resourceAnalysis?.allowStatements ?? []).map(place),
    allowingIdentity: (analysis.identityAnalysis?.allowStatements ?? []).map(
      (decisive) => `${decisive.policyId}/${place(decisive)}`,
    ),
    ignoredContext: ignoredContextKeys,
  };
}

/** The example as deployed: its principals with their policies, and its resources with theirs. */
export class Deployment {
  readonly #template: ResolvedTemplate;
  readonly #qualifier: string;

  constructor(template: ResolvedTemplate, qualifier: string) {
    this.#template = template;
    this.#qualifier = qualifier;
  }

  /** The request of a cell. */
  request(row: Row, principal: PrincipalName): Case {
    const { resource, policy } = this.#resource(row);
    return {
      action: row.action,
      resource,
      principalArn: this.principalArn(principal),
      context: row.context,
      identity: this.#identity(principal),
      resourcePolicy: policy,
    };
  }

  /** The request of an administrator of another account. */
  stranger(row: Row): Case {
    const account = '999999999999';
    return {
      ...this.request(row, 'admin'),
      principalArn: `arn:aws:iam::${account}:role/Administrator`,
      context: { ...row.context, 'aws:PrincipalAccount': account },
    };
  }

  /** The request of a service of AWS, acting for a resource of an account. */
  service(service: string, sourceAccount: string, action: string, on: string): Case {
    const { resource, policy } = this.#resource({ action, on });
    return {
      ...{ action, resource, resourcePolicy: policy, identity: [] },
      principalArn: service,
      context: {
        'aws:SourceAccount': sourceAccount,
        'aws:PrincipalServiceName': service,
        'aws:PrincipalIsAWSService': 'true',
      },
    };
  }

  /** All that a principal's own policies say. */
  statements(principal: PrincipalName): Statement[] {
    return this.#identity(principal).flatMap(({ statements }) => statements);
  }

  principalArn(principal: PrincipalName): string {
    if (principal === 'admin') return `arn:aws:iam::${PLACE.account}:role/Administrator`;
    if (principal === 'deployer') {
      return `arn:aws:iam::${PLACE.account}:role/cdk-hnb659fds-cfn-exec-role-${PLACE.account}-${PLACE.region}`;
    }
    return this.#template.arn(this.#role(principal));
  }

  #role(name: string): string {
    const wanted = `${this.#qualifier}-${name}-${PLACE.region}`;
    return this.#byName('AWS::IAM::Role', 'RoleName', wanted);
  }

  #byName(type: string, property: string, name: string): string {
    const found = this.#template.ids(type).filter((id) => this.#template.properties(id)[property] === name);
    if (found.length !== 1 || found[0] === undefined) {
      throw new Error(`one ${type} named ${name} expected, got ${found.length}`);
    }
    return found[0];
  }

  #identity(principal: PrincipalName): Policy[] {
    if (principal === 'admin' || principal === 'deployer') return [ADMINISTRATOR];
    const id = this.#role(principal);
    const role = this.#template.properties(id);
    if (list(role.ManagedPolicyArns).length > 0) {
      throw new Error(`${principal} has managed policies, which this table cannot see`);
    }
    const inline = list(role.Policies).map((policy) => object(policy, 'policy'));
    const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'].flatMap((type) =>
      this.#template
        .ids(type)
        .map((policy) => this.#template.properties(policy))
        .filter((policy) =>
          [...list(policy.Roles), ...list(policy.RoleName)].includes(text(role.RoleName, 'RoleName')),
        ),
    );
    return [...inline, ...attached].map((policy, index) => ({
      name: `p${index}`,
      statements: statementsOf(policy.PolicyDocument),
    }));
  }

  /** The resource that a row names, as an ARN, and the policy that hangs on it. */
  #resource({ on, action }: Pick<Row, 'on' | 'action'>): {
    resource: string;
    policy: readonly Statement[] | undefined;
  } {
    const [, bucket, key] = /^(archive|state|access-logs)(?:\/(.*))?$/.exec(on) ?? [];
    if (bucket) {
      const name = `${this.#qualifier}-${bucket}-${PLACE.account}-${PLACE.region}`;
      return {
        resource: `arn:aws:s3:::${name}${key === undefined ? '' : `/${key}`}`,
        policy: this.#bucketPolicy(name),
      };
    }
    const [kind = '', name = ''] = on.split(':');
    const regional = (service: string, resource: string) =>
      `arn:aws:${service}:${PLACE.region}:${PLACE.account}:${resource}`;
    switch (kind) {
      case 'ledger':
        return { resource: regional('dynamodb', `table/${this.#qualifier}-ledger`), policy: undefined };
      case 'stream':
        return {
          resource: regional('firehose', `deliverystream/${this.#qualifier}-stream`),
          policy: undefined,
        };
      case 'function':
        return { resource: regional('lambda', `function:${this.#qualifier}-${name}`), policy: undefined };
      case 'schedule':
        return {
          resource: regional('scheduler', `schedule/${this.#qualifier}/${this.#qualifier}-${name}`),
          policy: undefined,
        };
      case 'alarm':
        return { resource: regional('cloudwatch', `alarm:${this.#qualifier}-${name}`), policy: undefined };
      case 'rule':
        return { resource: regional('events', `rule/${this.#qualifier}-${name}`), policy: undefined };
      case 'log-group':
        return {
          resource: regional(
            'logs',
            `log-group:/wormtrail/${this.#qualifier}/${name}${action === 'logs:DeleteLogStream' ? ':log-stream:s' : ''}`,
          ),
          policy: undefined,
        };
      case 'parameter':
        return {
          resource: regional('ssm', `parameter/wormtrail/${this.#qualifier}/${name}`),
          policy: undefined,
        };
      case 'topic':
        return {
          resource: regional('sns', `${this.#qualifier}-alarms`),
          policy: statementsOf(this.#template.properties(this.#only('AWS::SNS::TopicPolicy')).PolicyDocument),
        };
      case 'key': {
        const id = this.#key(name);
        return {
          resource: this.#template.arn(id),
          policy: statementsOf(this.#template.properties(id).KeyPolicy),
        };
      }
      case 'role': {
        const id = this.#role(name);
        return {
          resource: this.#template.arn(id),
          policy: action.startsWith('sts:')
            ? statementsOf(this.#template.properties(id).AssumeRolePolicyDocument)
            : undefined,
        };
      }
      default:
        throw new Error(`the table names '${on}', which is not known here`);
    }
  }

  #only(type: string): string {
    const ids = this.#template.ids(type);
    if (ids.length !== 1 || ids[0] === undefined) throw new Error(`one ${type} expected, got ${ids.length}`);
    return ids[0];
  }

  #key(name: string): string {
    const alias = this.#byName('AWS::KMS::Alias', 'AliasName', `alias/${this.#qualifier}-${name}`);
    const target = text(this.#template.properties(alias).TargetKeyId, 'TargetKeyId');
    const found = this.#template.ids('AWS::KMS::Key').find((id) => target.endsWith(id));
    if (!found) throw new Error(`${alias} leads to no key`);
    return found;
  }

  #bucketPolicy(bucket: string): readonly Statement[] {
    return this.#template
      .ids('AWS::S3::BucketPolicy')
      .map((id) => this.#template.properties(id))
      .filter((policy) => policy.Bucket === bucket)
      .flatMap((policy) => statementsOf(policy.PolicyDocument));
  }
}

function statementsOf(document: Json | undefined): Statement[] {
  if (!isObject(document)) throw new Error(`a policy document expected, got ${JSON.stringify(document)}`);
  return list(document.Statement).map((statement) => object(statement, 'statement'));
}
