import { readFile } from "node:fs/promises";
import { readRegister } from "../adapters/register/read-register";
import { findOverdue, findTooFarAhead, type Register, type RegisterEntry } from "../adapters/register/register";
import { groupId, userId } from "../model/ids";
import type { Tenant } from "../model/tenant";
import { renderFinding } from "../report/human/finding";
import type { JudgedRegister, RegisterOnDay } from "../report/judgement";
import type { IsoDate } from "../text/iso-date";
import { printable } from "../text/printable";
import type { Result } from "../text/result";
import { type Exemption, staleExemptions } from "../verifier/exemptions";
import { whyNotReadable } from "./files/file-problem";

/** Reads the register that `--exclusions` names. @returns it, or every error as text for people */
export async function loadRegister(file: string): Promise<Result<Register, string>> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (!isMissing(error)) return { ok: false, errors: [`${printable(file)}: ${whyNotReadable(error)}`] };
  }
  const read = readRegister({ file, bytes });
  if (read.ok) return read;
  const [first, ...rest] = read.errors;
  return { ok: false, errors: [renderFinding(first), ...rest.map(renderFinding)] };
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

/**
 * The register as it stands on that day. An entry is in force iff its review is neither overdue nor more than a year
 * off.
 */
export function registerOnDay(register: Register, day: IsoDate): RegisterOnDay {
  const overdue = findOverdue(register, day);
  const tooFarAhead = findTooFarAhead(register, day);
  const unreviewed = new Set([...overdue, ...tooFarAhead].map(({ entry }) => entry));
  const inForce = register.entries.filter((entry) => !unreviewed.has(entry));
  return { register, day, inForce, overdue, tooFarAhead, exemptions: inForce.map(exemptionOf) };
}

/** The register with its stale entries: those that no policy of this tenant makes use of, see `staleExemptions`. */
export function judgeRegister(onDay: RegisterOnDay, tenant: Tenant): JudgedRegister {
  const entryOf = new Map(onDay.register.entries.map((entry) => [exemptionOf(entry), entry]));
  const stale = staleExemptions(tenant, [...entryOf.keys()]);
  return { ...onDay, stale: stale.map((one) => entryOf.get(one)).filter((entry) => entry !== undefined) };
}

function exemptionOf({ principal }: RegisterEntry): Exemption {
  if (principal.kind === "user") return { kind: "user", id: userId(principal.id) };
  const members = principal.members && new Set(Array.from(principal.members, userId));
  return { kind: "group", id: groupId(principal.id), members };
}
