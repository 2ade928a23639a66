import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Exchange,
  type Fault,
  openDirectory,
  startTenant,
  type Tenant,
  type TenantOptions,
} from "../../../sandbox/tenant";
import { run } from "../../../src/cli/run";
import { inTheEnvironmentOf } from "../../tenant/live/azmfa-of-a-local-tenant";
import { type Recorded, recording } from "../recorded-run";

/** What an audit came to, with the pauses that it made, in milliseconds: nobody waits for them here. */
export interface Ran extends Recorded {
  readonly pauses: readonly number[];
}

/** A local tenant that is audited as often as a test likes, by a clock of the test's. */
export class AuditedTenant {
  readonly #folder = mkdtempSync(join(tmpdir(), "audited-"));
  /** Addresses below Graph's own that were asked since the last audit began. */
  readonly asked: string[] = [];
  #tenant: Tenant | undefined;
  #waiting: AbortController[] = [];

  async start(options: Partial<TenantOptions>): Promise<void> {
    const onExchange = (exchange: Exchange): void => this.#took(exchange);
    this.#tenant = await startTenant({ folder: this.#folder, say: () => undefined, onExchange, ...options });
  }

  get directory() {
    return openDirectory(this.#tenant ?? assert.fail("the tenant isn't started"));
  }

  /** Audits while the tenant has these faults. */
  async audit(args: readonly string[], faults: readonly Fault[] = []): Promise<Ran> {
    for (const fault of faults) await this.directory.addFault(fault);
    this.asked.length = 0;
    this.#waiting = [];
    const pauses: number[] = [];
    const expiry = (): AbortSignal => {
      const controller = new AbortController();
      this.#waiting.push(controller);
      return controller.signal;
    };
    const recorded = await inTheEnvironmentOf(this.#tenant ?? assert.fail("the tenant isn't started"), () =>
      recording((host) =>
        run(["audit", ...args], { ...host, expiry, pause: async (milliseconds) => void pauses.push(milliseconds) }),
      ),
    );
    await this.directory.clearFaults();
    return { ...recorded, pauses };
  }

  async stop(): Promise<void> {
    await this.#tenant?.close({ now: true });
    rmSync(this.#folder, { recursive: true });
  }

  /** Where a question gets no answer the time is up at once: nobody waits for it here. */
  #took({ method, url, unanswered }: Exchange): void {
    if (!/^\/(v1\.0|beta)\//.test(url)) return;
    if (method === "GET") this.asked.push(url);
    if (!unanswered) return;
    for (const controller of this.#waiting) controller.abort(new DOMException("time is up", "TimeoutError"));
  }
}
