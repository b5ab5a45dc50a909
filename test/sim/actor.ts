/** One run of a function: it lives until it ends or is killed, and has a clock of its own. */
export class Actor {
  dead = false;
  /** Told once, when it is killed. */
  onDeath: (() => void) | undefined;
  readonly role: Role;
  readonly name: string;
  /** By how much its clock is ahead, ms. */
  readonly skew: number;

  constructor(role: Role, name: string, skew: number) {
    this.role = role;
    this.name = name;
    this.skew = skew;
  }

  /** From now on no call of a port returns to it, and none that it made and that was not carried out will be. */
  kill(): void {
    if (this.dead) return;
    this.dead = true;
    this.onDeath?.();
  }
}

export type Role = 'transform' | 'sealer' | 'redrive' | 'auditor' | 'operator';
