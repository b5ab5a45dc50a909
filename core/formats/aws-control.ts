import { awsConfig } from './aws-config';
import { cloudtrail } from './cloudtrail';
import { eventbridge } from './eventbridge';
import type { SourceFormat } from './format';
import { honeybucket } from './honeybucket';
import { kubernetesAudit } from './kubernetes-audit';
import { LAMBDA } from './lambda';
import { s3Notification } from './s3-notification';

/** What is done to AWS and to Kubernetes, and what AWS tells of it. */
export const AWS_CONTROL: readonly SourceFormat[] = [
  cloudtrail,
  kubernetesAudit,
  s3Notification,
  eventbridge,
  awsConfig,
  ...LAMBDA,
  honeybucket,
];
