import { asObject, asText, type JsonObject } from "../law/json/json-object";
import { fileName } from "../text/sentence";
import { Refused } from "./command";

/** The id of the tenant that a file was read from; `undefined` if the file doesn't say. */
export const tenantIdIn = ({ source, organization }: JsonObject): string | undefined =>
  asText(asObject(source)?.["tenant"]) ?? asText(asObject(organization)?.["id"]);

/** Keeps a command from comparing two tenants: everything would look changed. @throws Refused if both are known and differ */
export function insistOnSameTenant(file: string, then: string | undefined, now: string | undefined): void {
  if (then === undefined || now === undefined || then.toLowerCase() === now.toLowerCase()) return;
  throw new Refused(
    `azmfa: ${fileName(file)}: it is of the tenant ${then}, but the tenant that is read is ${now}, so nothing was compared\n  help: name a file of ${now}, or sign in to ${then}`,
  );
}
