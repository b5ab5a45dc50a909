import { isObject, type Json, type JsonObject, object, text } from './json';

/** Where the template is taken to be deployed. */
export const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' } as const;

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': PLACE.partition,
  'AWS::Region': PLACE.region,
  'AWS::AccountId': PLACE.account,
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'Wormtrail',
  'AWS::StackId': 'stack',
};

/** How an ARN is made: service, whether it names Region and account, and the resource part from the physical name. */
const ARNS: Readonly<Record<string, (name: string) => string>> = {
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name}`,
  'AWS::IAM::Role': (name) => `arn:aws:iam::${PLACE.account}:role/${name}`,
  'AWS::KMS::Key': (name) => regional('kms', `key/${name}`),
  'AWS::DynamoDB::Table': (name) => regional('dynamodb', `table/${name}`),
  'AWS::KinesisFirehose::DeliveryStream': (name) => regional('firehose', `deliverystream/${name}`),
  'AWS::Lambda::Function': (name) => regional('lambda', `function:${name}`),
  'AWS::Logs::LogGroup': (name) => regional('logs', `log-group:${name}:*`),
  'AWS::SNS::Topic': (name) => regional('sns', name),
  'AWS::Events::Rule': (name) => regional('events', `rule/${name}`),
  'AWS::CloudWatch::Alarm': (name) => regional('cloudwatch', `alarm:${name}`),
  'AWS::Scheduler::Schedule': (name) => regional('scheduler', `schedule/${name}`),
  'AWS::Scheduler::ScheduleGroup': (name) => regional('scheduler', `schedule-group/${name}`),
};

const NAME_PROPERTIES = [
  'BucketName',
  'RoleName',
  'TableName',
  'DeliveryStreamName',
  'FunctionName',
  'LogGroupName',
  'TopicName',
  'AlarmName',
  'Name',
] as const;

function regional(service: string, resource: string): string {
  return `arn:${PLACE.partition}:${service}:${PLACE.region}:${PLACE.account}:${resource}`;
}

/** A template as it would be after CloudFormation had filled it in: all functions resolved, every resource with an ARN. */
export class ResolvedTemplate {
  readonly #resources: JsonObject;
  readonly #parameters: JsonObject;

  constructor(template: JsonObject) {
    this.#resources = object(template.Resources, 'Resources');
    this.#parameters = isObject(template.Parameters) ? template.Parameters : {};
  }

  /** Logical ids of a type. */
  ids(type: string): string[] {
    return Object.keys(this.#resources).filter((id) => this.#type(id) === type);
  }

  /** Properties of a resource, resolved. */
  properties(id: string): JsonObject {
    return object(this.#resolve(object(this.#resources[id], id).Properties ?? {}), `properties of ${id}`);
  }

  /** ARN of a resource. */
  arn(id: string): string {
    const make = ARNS[this.#type(id)];
    if (!make) throw new Error(`no ARN is known for ${id}, a ${this.#type(id)}`);
    const path = this.#type(id) === 'AWS::IAM::Role' ? (this.properties(id).Path ?? '/') : '/';
    return make(`${text(path, 'Path').slice(1)}${this.#name(id)}`);
  }

  #type(id: string): string {
    return text(object(this.#resources[id], id).Type, `type of ${id}`);
  }

  /** The physical name if the template gives one, else the logical id stands for it. */
  #name(id: string): string {
    if (this.#type(id) === 'AWS::KMS::Key') return id;
    const properties = object(object(this.#resources[id], id).Properties ?? {}, id);
    for (const property of NAME_PROPERTIES) {
      if (properties[property] !== undefined) return text(this.#resolve(properties[property]), property);
    }
    return id;
  }

  #ref(id: string): string {
    const pseudo = PSEUDO[id];
    if (pseudo !== undefined) return pseudo;
    if (id in this.#parameters) return `parameter-${id}`;
    if (!(id in this.#resources)) throw new Error(`Ref to ${id}, which is not there`);
    return this.#type(id) === 'AWS::SNS::Topic' ? this.arn(id) : this.#name(id);
  }

  #attribute(id: string, attribute: string): string {
    return attribute === 'Arn' ? this.arn(id) : `${id}.${attribute}`;
  }

  #resolve(value: Json): Json {
    if (Array.isArray(value)) return value.map((item: Json) => this.#resolve(item));
    if (!isObject(value)) return value;
    const [first, ...more] = Object.entries(value);
    if (first && more.length === 0) {
      const [name, argument] = first;
      if (name === 'Ref') return this.#ref(text(argument, 'Ref'));
      if (name.startsWith('Fn::')) return this.#call(name, argument);
    }
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.#resolve(member)]));
  }

  #call(name: string, argument: Json): Json {
    const values = Array.isArray(argument) ? argument.map((item: Json) => this.#resolve(item)) : [];
    switch (name) {
      case 'Fn::GetAtt':
        return this.#attribute(text(values[0], name), text(values[1], name));
      case 'Fn::Join':
        return Array.isArray(values[1]) ? values[1].join(text(values[0], name)) : '';
      case 'Fn::Select':
        return Array.isArray(values[1]) ? (values[1][Number(values[0])] ?? '') : '';
      case 'Fn::Split':
        return text(values[1], name).split(text(values[0], name));
      case 'Fn::Sub':
        if (typeof argument !== 'string') throw new Error('Fn::Sub with variables is not known here');
        return argument.replace(/\$\{([^}!]+)\}/g, (_, id: string) => {
          const [resource, ...attribute] = id.split('.');
          return attribute.length > 0 && resource
            ? this.#attribute(resource, attribute.join('.'))
            : this.#ref(id);
        });
      default:
        throw new Error(`${name} is not known here`);
    }
  }
}
