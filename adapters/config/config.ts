import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { WormtrailError } from '../../core/errors';
import { fileError, systemCode } from '../local/file-errors';
import { loadMapping, MappingError } from '../mapping';
import { contradictions } from './contradictions';
import { checkShape } from './shape';
import { type FieldPath, fieldName, type Problem, readSource, type Source } from './source';

/** A retention preset by name, or one whose text gives no figure, with the days and the reason for them. */
export type PresetConfig =
  | 'rehearsal'
  | 'pci-dss'
  | 'sec-17a-4'
  | 'finra-4511'
  | 'hipaa'
  | 'cjis'
  | 'fedramp-moderate'
  | {
      readonly name: 'dora' | 'iso-27001' | 'soc-2';
      readonly days: number;
      readonly rationale: string;
    };

export interface RetentionConfig {
  readonly presets: readonly PresetConfig[];
  readonly lockDays?: number;
  readonly atHandDays?: number;
  readonly expireAfterDays?: number;
  readonly mode?: 'GOVERNANCE' | 'COMPLIANCE';
  readonly acknowledge?: string;
  readonly secondCopy?: string;
}

/** What a destroyed stack left, as its output `Adopt` names it. */
export interface AdoptConfig {
  readonly archiveBucket: string;
  readonly archiveKeyArn: string;
  readonly accessLogsBucket: string;
  readonly stateBucket: string;
  readonly ledgerTable: string;
  readonly workKeyArn: string;
  readonly signingKeyArn: string;
}

/** The fields of wormtrail.yaml; config.schema.json says what each is for. */
export interface ConfigFields {
  readonly account?: string;
  readonly region?: string;
  readonly origin: string;
  readonly qualifier?: string;
  readonly retention: RetentionConfig;
  readonly deployers?: readonly string[];
  readonly breakGlass?: readonly string[];
  readonly keyAdmins?: readonly string[];
  readonly auditors?: readonly string[];
  readonly subscribe?: readonly string[];
  readonly excludedLogGroups?: readonly string[];
  readonly alarmTargets?: readonly string[];
  readonly architecture?: 'arm64' | 'x86_64';
  readonly permissionsBoundary?: string;
  readonly rolePath?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly streamQuota?: { readonly bytesPerSecond: number };
  readonly adopt?: AdoptConfig;
  /** A path: in the file from the file's folder, in a loaded configuration from the working directory. */
  readonly mapping?: string;
}

/** A deployment's configuration, checked. */
export interface Config extends ConfigFields {
  readonly qualifier: string;
  /** The file as it was named. */
  readonly file: string;
  /**
   * The error for a field that a later step refuses, with file and line as for those found here.
   * @param text what is wrong
   */
  refusal(path: FieldPath, text: string): ConfigError;
}

/** Everything that is wrong with a configuration file. Its message lists all of it, a line each. */
export class ConfigError extends WormtrailError {
  readonly problems: readonly Problem[];
  readonly file: string;

  constructor(file: string, problems: readonly Problem[]) {
    super('usage', problems.map((problem) => inWords(file, problem)).join('\n'));
    this.file = file;
    this.problems = problems;
  }
}

/** The default qualifier: it begins the names of all resources. */
export const DEFAULT_QUALIFIER = 'wormtrail';
/** Where the configuration is looked for, in this order. */
const FILES = ['wormtrail.yaml', 'wormtrail.example.yaml'] as const;

/**
 * Reads and checks the configuration.
 * @param file its path; undefined: wormtrail.yaml of `folder`, else wormtrail.example.yaml
 * @throws ConfigError with all that is wrong; WormtrailError `usage` if there is no such file
 */
export function loadConfig(file: string | undefined, folder: string = process.cwd()): Config {
  const candidates = file === undefined ? FILES : [file];
  for (const candidate of candidates) {
    const text = readText(path.resolve(folder, candidate), candidate);
    if (text === undefined) continue;
    const config = parseConfig(text, candidate);
    return config.mapping === undefined ? config : withMapping(config, config.mapping, folder);
  }
  const names = candidates.join(' nor ');
  throw new WormtrailError('usage', `there is no ${names} in ${folder}`, {
    hint: 'copy wormtrail.example.yaml to wormtrail.yaml and set origin in it',
  });
}

/** A configuration whose mapping was read and is right. @throws ConfigError, MappingError */
function withMapping(config: Config, named: string, folder: string): Config {
  const mapping = path.join(path.dirname(config.file), named);
  const file = path.resolve(folder, path.isAbsolute(named) ? named : mapping);
  try {
    loadMapping(file);
  } catch (error) {
    if (error instanceof MappingError || !(error instanceof WormtrailError) || error.code !== 'usage')
      throw error;
    throw config.refusal(['mapping'], error.message);
  }
  return { ...config, mapping: file };
}

/**
 * Checks a configuration.
 * @param file by which errors name it
 * @throws ConfigError
 */
export function parseConfig(text: string, file: string): Config {
  const source = readSource(text);
  if (source.problems.length > 0) throw new ConfigError(file, source.problems);
  if (source.value === null || source.value === undefined) {
    throw new ConfigError(file, [{ line: undefined, field: '', text: 'the file is empty' }]);
  }
  const shape = checkShape(source);
  if ('problems' in shape) throw new ConfigError(file, inOrder(shape.problems));
  const { fields } = shape;
  const config: Config = {
    ...fields,
    qualifier: fields.qualifier ?? DEFAULT_QUALIFIER,
    file,
    refusal: (at, words) => new ConfigError(file, [problemAt(source, at, words)]),
  };
  const problems = contradictions(config).map(({ path: at, text: words }) => problemAt(source, at, words));
  if (problems.length > 0) throw new ConfigError(file, inOrder(problems));
  return config;
}

function problemAt(source: Source, at: FieldPath, text: string): Problem {
  return { line: source.lineOf(at), field: fieldName(at), text };
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => (a.line ?? Number.MAX_SAFE_INTEGER) - (b.line ?? Number.MAX_SAFE_INTEGER),
  );
}

/** `wormtrail.yaml:12: retention.lockDays: got 0; allowed is a whole number from 1 to 36500`. */
function inWords(file: string, { line, field, text }: Problem): string {
  return [line === undefined ? file : `${file}:${line}`, ...(field === '' ? [] : [field]), text].join(': ');
}

function readText(resolved: string, named: string): string | undefined {
  try {
    return readFileSync(resolved, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw fileError(error, 'cannot read', named);
  }
}
