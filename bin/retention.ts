import type { Config, PresetConfig } from '../adapters/config/config';
import { WormtrailError } from '../core/errors';
import { LockMode, Retention } from '../lib';

/** The fields that Retention.with takes as they are. */
const SETTINGS = ['lockDays', 'atHandDays', 'expireAfterDays', 'acknowledge', 'secondCopy'] as const;

/**
 * What `retention` of a configuration means.
 * @throws ConfigError naming the field, for what contradicts a preset or itself
 */
export function retentionOf(config: Config): Retention {
  const { presets, mode, ...settings } = config.retention;
  try {
    const chosen = presets.map((preset, i) => presetOf(config, preset, i));
    const retention = Retention.combine(...chosen).with({
      ...settings,
      ...(mode === undefined
        ? {}
        : { mode: mode === 'COMPLIANCE' ? LockMode.COMPLIANCE : LockMode.GOVERNANCE }),
    });
    // What an archive would refuse is refused here, where the field is known.
    retention.check();
    return retention;
  } catch (error) {
    throw refusal(config, error, []);
  }
}

function presetOf(config: Config, preset: PresetConfig, index: number): Retention {
  try {
    return namedPreset(preset);
  } catch (error) {
    throw refusal(config, error, ['presets', index]);
  }
}

function namedPreset(preset: PresetConfig): Retention {
  if (typeof preset !== 'string') {
    const { name, ...stated } = preset;
    const make = { dora: Retention.dora, 'iso-27001': Retention.iso27001, 'soc-2': Retention.soc2 }[name];
    return make(stated);
  }
  return {
    rehearsal: Retention.REHEARSAL,
    'pci-dss': Retention.PCI_DSS,
    'sec-17a-4': Retention.SEC_17A_4,
    'finra-4511': Retention.FINRA_4511,
    hipaa: Retention.HIPAA,
    cjis: Retention.CJIS,
    'fedramp-moderate': Retention.FEDRAMP_MODERATE,
  }[preset];
}

/** The error of the field that a construct's message names first, in quotes; else of the whole block. */
function refusal(config: Config, error: unknown, at: readonly (string | number)[]): unknown {
  if (!(error instanceof Error) || error instanceof WormtrailError) return error;
  const named = /^'(\w+)'/.exec(error.message)?.[1];
  const known: readonly (string | undefined)[] = [...SETTINGS, 'mode'];
  const field = named !== undefined && known.includes(named) ? [named] : at;
  return config.refusal(['retention', ...field], error.message);
}
