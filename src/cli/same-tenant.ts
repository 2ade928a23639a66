import { asObject, asText, type JsonObject } from "../law/json/json-object";
import { printable } from "../text/printable";
import { fileName } from "../text/sentence";
import { Refused } from "./command";

/** The id of the tenant that a file was read from; `undefined` if the file doesn't say. */
export const tenantIdIn = ({ source, organization }: JsonObject): string | undefined =>
  asText(asObject(source)?.["tenant"]) ?? asText(asObject(organization)?.["id"]);

/**
 * The id of the tenant that wrote a record of the sign-in log; `undefined` if the record doesn't say. `TenantId` with a capital is the
 * workspace in Log Analytics.
 * @see Azure Monitor Logs reference, "SigninLogs"
 */
export const tenantOfRecord = (record: unknown): string | undefined =>
  asText(asObject(record)?.["tenantId"]) ?? asText(asObject(record)?.["AADTenantId"]);

/**
 * Keeps a command from comparing two tenants: everything would look changed.
 * @param other what the file is compared with, with its verb
 * @throws Refused if both are known and differ
 */
export function insistOnSameTenant(
  file: string,
  then: string | undefined,
  now: string | undefined,
  other = "the tenant that is read is",
): void {
  if (then === undefined || now === undefined || then.toLowerCase() === now.toLowerCase()) return;
  throw new Refused(
    `azmfa: ${fileName(file)}: it is of the tenant ${printable(then)}, but ${other} ${printable(now)}, so nothing was compared\n  help: name a file of ${printable(now)}, or compare this one with ${printable(then)}`,
  );
}
