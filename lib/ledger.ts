import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, type IConstruct } from 'constructs';
import { checkQualifier, ledgerName, tableArn } from './names';

/** The table in which batches are committed. */
export interface ILedger extends IConstruct {
  /** Known before the table is made: who only names it does not wait for it. */
  readonly tableName: string;
  readonly tableArn: string;
  readonly table: dynamodb.ITable;
}

/** What the adapter sets on items that may go (`adapters/aws/dynamo-items.ts`). */
export const EXPIRES_ATTRIBUTE = 'expires';

export interface LedgerProps {
  /** @default 'wormtrail' */
  readonly qualifier?: string;
  /** Encrypts it: the work key. */
  readonly key: kms.IKey;
}

/**
 * The ledger: paid by request, restorable to any second of the last 35 days, protected from deletion. Rows of batches go
 * when the sealer says: half a year after they were seen delivered.
 */
export class Ledger extends Construct implements ILedger {
  /** Takes up a table that exists. */
  static fromTableName(scope: Construct, id: string, name: string): ILedger {
    return new AdoptedLedger(scope, id, name);
  }

  readonly tableName: string;
  readonly tableArn: string;
  readonly table: dynamodb.ITable;

  constructor(scope: Construct, id: string, props: LedgerProps) {
    super(scope, id);
    const name = ledgerName(checkQualifier(props.qualifier));
    this.tableName = name;
    this.tableArn = tableArn(name);
    // Not TableV2, which takes no customer key in a stack that does not know its Region.
    const table = new dynamodb.Table(this, 'Table', {
      tableName: name,
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key,
      timeToLiveAttribute: EXPIRES_ATTRIBUTE,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.table = table as dynamodb.ITable; // to this compiler optional fields differ (exactOptionalPropertyTypes)
  }
}

class AdoptedLedger extends Construct implements ILedger {
  readonly tableName: string;
  readonly tableArn: string;
  readonly table: dynamodb.ITable;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    this.tableName = name;
    this.tableArn = tableArn(name);
    this.table = dynamodb.Table.fromTableName(this, 'Table', name);
  }
}
