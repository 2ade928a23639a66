import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startedTenant } from "./started-tenant";

interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly request?: Record<string, unknown>;
  readonly status: number;
  readonly response?: Record<string, unknown>;
}

const exchanges = JSON.parse(readFileSync(join(__dirname, "recordings", "exchanges.json"), "utf8")) as Recorded[];

/** What of the recorded answer the tenant's answer doesn't have: more fields are fine, other values aren't. */
function lacking(wanted: unknown, got: unknown, path: string): string[] {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got) || got.length !== wanted.length) return [path];
    return wanted.flatMap((item, index) => lacking(item, got[index], `${path}[${index}]`));
  }
  if (typeof wanted === "object" && wanted !== null) {
    if (typeof got !== "object" || got === null) return [path];
    const fields = got as Record<string, unknown>;
    return Object.entries(wanted).flatMap(([name, value]) => lacking(value, fields[name], `${path}.${name}`));
  }
  return wanted === got ? [] : [`${path}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`];
}

/** A person of the recording has other names than the one with the same id here. */
function withoutNames(exchange: Recorded): unknown {
  if (!exchange.url.startsWith("/v1.0/users")) return exchange.response;
  const { displayName: _name, userPrincipalName: _upn, mail: _mail, ...rest } = exchange.response ?? {};
  return rest;
}

describe("the tenant with the recorded requests of the azuread plugin", () => {
  const started = startedTenant();

  it("answers every recorded request, in order, with the recorded status and fields", async () => {
    const ids = new Map([["{host}", started.tenant.url]]);
    const filled = (text: string): string => [...ids].reduce((all, [name, id]) => all.replaceAll(name, id), text);
    const differences: string[] = [];
    for (const exchange of exchanges) {
      const request = exchange.request === undefined ? undefined : JSON.parse(filled(JSON.stringify(exchange.request)));
      const answer = await started.call(exchange.method, filled(exchange.url), request);
      if (exchange.status === 201) ids.set(String(exchange.response?.["id"]), answer.body.id);
      const wanted = JSON.parse(filled(JSON.stringify(withoutNames(exchange) ?? null)));
      const at = `${exchange.method} ${exchange.url}`;
      differences.push(
        ...lacking(exchange.status, answer.status, `${at} status`),
        ...(wanted === null ? [] : lacking(wanted, answer.body, at)),
      );
    }
    assert.deepEqual(differences, []);
    assert.equal(exchanges.length, 50);
  });
});
