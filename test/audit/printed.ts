import assert from "node:assert/strict";
import { type AuditContext, auditContext } from "../../src/audit/context";
import type { AuditReport, AuditRun } from "../../src/audit/report/audit-report";
import { type AuditFormat, rendered } from "../../src/bundle/reports";
import { audited as auditOf } from "../../src/cli/auditing";
import { asObject } from "../../src/law/json/json-object";
import { registerOnDay } from "../../src/law/model/register";
import { readEvidence, readTenant } from "../../src/tenant/graph/tenant";
import { readRegister } from "../../src/tenant/register/read-register";
import { judgeRegister } from "../../src/verifier/exemptions";
import { prove } from "../../src/verifier/prove";
import { SILENT, TODAY } from "../cli/recorded-run";
import type { AuditedTenant } from "./tenants/audited-tenant";

type Audited = Pick<AuditedTenant, "tenant" | "register">;

/** Where the evidence of these audits comes from. */
export const RUN: AuditRun = {
  at: SILENT.startedAt,
  tool: { name: "azmfa", version: "0.1.0" },
  operator: null,
  source: { name: "tenant.json", sha256: null },
  register: null,
  commits: null,
};

const KNOWN = new WeakMap<object, Promise<AuditReport>>();

/** The audit of a tenant as `azmfa audit tenant.json` makes it, made once however many formats ask for it. */
export function reportOn(one: Audited): Promise<AuditReport> {
  const known = KNOWN.get(one) ?? audited(one);
  KNOWN.set(one, known);
  return known;
}

async function audited({ tenant: file, register }: Audited): Promise<AuditReport> {
  const read = readTenant(file, "take");
  assert.ok(read.ok);
  const onDay = register === undefined ? undefined : registerOnDay(registerIn(register), TODAY);
  const inputs = { ...read, file: asObject(file) ?? {}, evidence: () => readEvidence(file) };
  const judging = { day: TODAY, otherDay: undefined, register: onDay };
  return (await auditOf(inputs, judging, RUN, new Map(), SILENT)).report;
}

function registerIn(text: string) {
  const read = readRegister({ file: "register.yaml", bytes: Buffer.from(text) });
  assert.ok(read.ok);
  return read.value;
}

/** What the checks of a tenant's audit look at: one of them alone takes a tenth of the whole. */
export function contextOn({ tenant: file, register }: Audited): AuditContext {
  const read = readTenant(file, "take");
  assert.ok(read.ok);
  const { tenant } = read;
  const judged = register === undefined ? undefined : judgeRegister(registerOnDay(registerIn(register), TODAY), tenant);
  const verdict = prove(tenant, judged?.exemptions);
  return auditContext({ tenant, facts: readEvidence(file), verdict, register: judged, commits: null, day: TODAY });
}

/** The audit in a format. */
export const printed = async (one: Audited, format: AuditFormat, run: AuditRun = RUN): Promise<string> =>
  rendered(format, { ...(await reportOn(one)), run }, new Map(), SILENT);
