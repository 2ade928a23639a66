import assert from "node:assert/strict";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { POLICY_TYPE } from "../../src/program/stack-policy";
import { PROJECT } from "./program-builders";

/** The object id that the tenant gives the policy. */
export const POLICY = "94211f8c-ffcf-4ac5-808b-4b0325a682c2";
export const TENANT = "11111111-0000-4000-8000-000000000001";

export const STATE_OF_THE_STACK = "pulumi:pulumi:readStackResourceOutputs";

/** A stack that deployed its policy in an earlier run. */
const DEPLOYED = {
  urn: { type: POLICY_TYPE, outputs: { objectId: POLICY, state: "enabledForReportingButNotEnforced" } },
};

type TenantCall = { readonly token: string; readonly inputs: Readonly<Record<string, unknown>> };

/**
 * Runs `index.ts` as the engine would, with these settings (short keys), against a tenant that answers look-ups with
 * `answer`, and of a stack with this state. @returns what it declares, as the engine receives it; its outputs; and what it says meanwhile
 */
export async function runProgram(
  settings: Readonly<Record<string, string>>,
  answer: (call: TenantCall) => Record<string, unknown>,
  state: unknown = DEPLOYED,
) {
  const resources: pulumi.runtime.MockResourceArgs[] = [];
  const newResource = (resource: pulumi.runtime.MockResourceArgs) => {
    resources.push(resource);
    const id = `/identity/conditionalAccess/policies/${POLICY}`;
    return { id, state: { ...resource.inputs, objectId: POLICY } };
  };
  const call = (asked: TenantCall) => (asked.token === STATE_OF_THE_STACK ? { outputs: state } : answer(asked));
  await pulumi.runtime.setMocks({ newResource, call }, PROJECT, "dev", false, "organization");
  const config = Object.entries(settings).map(([key, value]) => [`${PROJECT}:${key}`, value]);
  pulumi.runtime.setAllConfig(Object.fromEntries(config));
  const program: unknown = require(resolve("index.ts"));
  assert.ok(typeof program === "function");
  const { result, said } = await listening(async () => resolved(await program()));
  return { resources, outputs: result, said };
}

/** Without an engine, the SDK logs to the console. This catches the log. */
export async function listening<T>(run: () => Promise<T>): Promise<{ result: T; said: string }> {
  const { log, warn } = console;
  const said: string[] = [];
  console.log = console.warn = (text: string) => void said.push(text);
  try {
    return { result: await run(), said: said.join("\n") };
  } finally {
    Object.assign(console, { log, warn });
  }
}

function resolved(outputs: Record<string, pulumi.Input<unknown>>): Promise<Record<string, unknown>> {
  return new Promise((done) => {
    pulumi.output(outputs).apply((value) => done(value as Record<string, unknown>));
  });
}

/** A tenant in which each account is enabled. */
export const everybodyLives = ({ token }: TenantCall): Record<string, unknown> =>
  token.endsWith(":getClientConfig") ? { tenantId: TENANT } : { accountEnabled: true };
