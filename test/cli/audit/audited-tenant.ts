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
import type { Ran } from "../kept-child";
import { KeptProcess } from "../kept-process";

/** A local tenant, and a process that audits it as often as it is asked, by a clock of the test's. */
export class AuditedTenant {
  readonly #folder = mkdtempSync(join(tmpdir(), "audited-"));
  /** Addresses below Graph's own that were asked since the last audit began, those within batches too. */
  readonly asked: string[] = [];
  #tenant: Tenant | undefined;
  #process: KeptProcess | undefined;

  async start(options: Partial<TenantOptions>): Promise<void> {
    const onExchange = (exchange: Exchange): void => this.#took(exchange);
    const tenant = await startTenant({ folder: this.#folder, say: () => undefined, onExchange, ...options });
    this.#tenant = tenant;
    this.#process = new KeptProcess(tenant.certificateFile);
  }

  get directory() {
    return openDirectory(this.#tenant ?? assert.fail("the tenant isn't started"));
  }

  /** Audits while the tenant has these faults. */
  async audit(args: readonly string[], faults: readonly Fault[] = []): Promise<Ran> {
    const [tenant, process_] = [this.#tenant, this.#process];
    assert.ok(tenant && process_, "the tenant isn't started");
    for (const fault of faults) await this.directory.addFault(fault);
    this.asked.length = 0;
    const environment = {
      PATH: process.env["PATH"],
      ARM_METADATA_HOSTNAME: tenant.host,
      ARM_TENANT_ID: tenant.tenantId,
      ARM_CLIENT_ID: tenant.clientId,
      ARM_CLIENT_SECRET: tenant.clientSecret,
    };
    const ran = await process_.run({ program: "azmfa", args: ["audit", ...args], environment });
    await this.directory.clearFaults();
    return ran;
  }

  async stop(): Promise<void> {
    this.#process?.stop();
    await this.#tenant?.close({ now: true });
    rmSync(this.#folder, { recursive: true });
  }

  /** Where a question gets no answer the time is up at once: nobody waits for it here. */
  #took({ method, url, request, unanswered }: Exchange): void {
    if (!/^\/(v1\.0|beta)\//.test(url)) return;
    const [, version = ""] = url.split("/");
    if (url.endsWith("/$batch")) {
      const { requests } = request as unknown as { readonly requests: readonly { readonly url: string }[] };
      for (const inner of requests) this.asked.push(`/${version}${inner.url}`);
    } else if (method === "GET") this.asked.push(url);
    if (unanswered) this.#process?.timeIsUp();
  }
}
