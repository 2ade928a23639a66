import assert from "node:assert/strict";
import type { Register } from "../../../src/law/model/register";
import { readRegister } from "../../../src/tenant/register/read-register";
import type { RegisterError, RegisterSource } from "../../../src/tenant/register/register-text";

const FILE = "config/test.yaml";
export const ALICE = "aaaaaaaa-0000-4000-8000-000000000001";
export const BOB = "aaaaaaaa-0000-4000-8000-000000000002";
export const GROUP = "cccccccc-0000-4000-8000-000000000001";

/** The fields that every entry needs, as lines of YAML. */
export const REST = `    kind: exception
    reason: because
    owner: owner@contoso.example
    approvedBy: ciso@contoso.example
    reviewBy: 2027-01-31
`;

export function read(content: string | RegisterSource["bytes"]): ReturnType<typeof readRegister> {
  return readRegister({ file: FILE, bytes: typeof content === "string" ? new TextEncoder().encode(content) : content });
}

/** The register of a text that must be good. */
export function registerOf(content: string): Register {
  const result = read(content);
  assert.ok(result.ok, result.ok ? "" : JSON.stringify(result.errors));
  return result.value;
}

/** The errors of a text that must be bad. */
export function errorsOf(content: string | RegisterSource["bytes"]): readonly RegisterError[] {
  const result = read(content);
  assert.equal(result.ok, false);
  return result.ok ? [] : result.errors;
}

/** Code and position of each error, such as `tab 3:1`. */
export function shortErrorsOf(content: string | RegisterSource["bytes"]): readonly string[] {
  return errorsOf(content).map(({ code, primary }) => `${code} ${primary.line}:${primary.column}`);
}
