import assert from "node:assert/strict";
import type { Tenant } from "../../../sandbox/tenant";
import { graph } from "../../sandbox/tenant/client";

/** A policy in Graph's own words; tests look into it freely. */
// biome-ignore lint/suspicious/noExplicitAny: a test that reads a wrong field fails by itself
export type GraphPolicy = { readonly id: string; readonly displayName: string; readonly state: string } & any;

export const POLICIES = "/identity/conditionalAccess/policies";

/** Every policy that the tenant holds, read from its Graph, page by page. */
export async function policiesIn(tenant: Tenant): Promise<readonly GraphPolicy[]> {
  const call = await graph(tenant);
  const policies: GraphPolicy[] = [];
  for (let path: string | undefined = `/v1.0${POLICIES}`; path !== undefined; ) {
    const { status, body, text } = await call("GET", path);
    assert.equal(status, 200, text);
    policies.push(...body.value);
    const next: string | undefined = body["@odata.nextLink"];
    path = next?.slice(tenant.url.length);
  }
  return policies;
}

/** The tenant as a client of its own Graph sees it: changes through it are checked as Graph checks them. */
export const signedIn = graph;
