import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

/** Access key of the account's administrator: MiniStack takes one of twelve digits for the account's root user. */
export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

/** The environment in which programs reach the stand-in as the administrator. */
export function administrator(endpoint) {
  return environment(endpoint, { accessKeyId: ACCOUNT, secretAccessKey: 'of-no-matter' });
}

/** The environment in which programs reach the stand-in with some credentials; nothing else of AWS is inherited. */
export function environment(endpoint, { accessKeyId, secretAccessKey, sessionToken }) {
  const own = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !name.startsWith('AWS_') && !name.startsWith('WORMTRAIL_'),
    ),
  );
  return {
    ...own,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** What an SDK client takes to reach the stand-in. */
export function settings(endpoint, credentials) {
  return {
    endpoint,
    region: REGION,
    credentials: credentials ?? { accessKeyId: ACCOUNT, secretAccessKey: 'of-no-matter' },
    forcePathStyle: true,
  };
}

/** A user of the account that may assume any role that trusts him. Gives his credentials. */
export async function createUser(endpoint, name) {
  await iam(endpoint, { Action: 'CreateUser', UserName: name });
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }],
  });
  await iam(endpoint, { Action: 'PutUserPolicy', UserName: name, PolicyName: 'assume', PolicyDocument });
  const answer = await iam(endpoint, { Action: 'CreateAccessKey', UserName: name });
  return { accessKeyId: field(answer, 'AccessKeyId'), secretAccessKey: field(answer, 'SecretAccessKey') };
}

/** The credentials of a role's session. */
export async function assume(endpoint, credentials, role) {
  const sts = new STSClient(settings(endpoint, credentials));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`, RoleSessionName: 'e2e' }),
  );
  return {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  };
}

/** Runs `act` while the role lacks the statements of one Sid in its inline policies, and puts them back. */
export async function without(endpoint, role, sid, act) {
  const names = await iam(endpoint, { Action: 'ListRolePolicies', RoleName: role });
  const before = [];
  for (const [, PolicyName] of names.matchAll(/<member>([^<]+)<\/member>/g)) {
    const one = { RoleName: role, PolicyName };
    const answer = await iam(endpoint, { Action: 'GetRolePolicy', ...one });
    const PolicyDocument = decodeURIComponent(field(answer, 'PolicyDocument'));
    const document = JSON.parse(PolicyDocument);
    const Statement = document.Statement.filter(({ Sid }) => Sid !== sid);
    if (Statement.length === document.Statement.length) continue;
    before.push({ ...one, PolicyDocument });
    const less = JSON.stringify({ ...document, Statement });
    // A policy without statements is none.
    await (Statement.length === 0
      ? iam(endpoint, { Action: 'DeleteRolePolicy', ...one })
      : iam(endpoint, { Action: 'PutRolePolicy', ...one, PolicyDocument: less }));
  }
  if (before.length === 0) throw new Error(`${role} has no statement ${sid}`);
  try {
    await act();
  } finally {
    for (const one of before) await iam(endpoint, { Action: 'PutRolePolicy', ...one });
  }
}

/** Lets a stack be deleted: what a tear-down begins with. */
export function endTerminationProtection(endpoint, StackName) {
  return query(endpoint, 'cloudformation', '2010-05-15', {
    Action: 'UpdateTerminationProtection',
    StackName,
    EnableTerminationProtection: 'false',
  });
}

/** Gives the stand-in an order (standin/orders.py). */
export async function order(endpoint, name, parameters) {
  const response = await fetch(`${endpoint}/_standin/${name}`, {
    method: 'POST',
    headers: { authorization: asAdministrator('standin') },
    body: JSON.stringify(parameters),
  });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
}

function iam(endpoint, parameters) {
  return query(endpoint, 'iam', '2010-05-08', parameters);
}

/** The administrator's name, without his signature: the stand-in does not check it. */
function asAdministrator(service) {
  const scope = `${ACCOUNT}/20260101/${REGION}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
}

/** The Query protocol. */
async function query(endpoint, service, Version, parameters) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: asAdministrator(service),
    },
    body: new URLSearchParams({ Version, ...parameters }).toString(),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} ${parameters.Action}: ${response.status} ${text}`);
  return text;
}

function field(xml, name) {
  const found = new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml);
  if (found === null) throw new Error(`no ${name} in ${xml}`);
  return found[1];
}
