import { asText, type JsonObject } from "../../law/json/json-object";
import { counted } from "../../text/sentence";
import { type TenantProblem, tenantProblem } from "./tenant-problem";

/**
 * The role without which Graph shows nobody in a group whose membership is hidden.
 * @see Microsoft Graph, group "List members" (v1.0; read 2026-11)
 */
const ROLE = "Member.Read.Hidden";

/** The members as they were shown; `undefined` where nobody is, and there may be some that are hidden. */
export const shownMembers = <T>({ visibility }: JsonObject, members: readonly T[]): readonly T[] | undefined =>
  members.length === 0 && asText(visibility)?.toLowerCase() === "hiddenmembership" ? undefined : members;

/** What is wrong where some of the groups that were read hide their members. */
export function hiddenMembersProblem(groups: readonly JsonObject[]): TenantProblem | undefined {
  const hiding = groups.filter(({ members }) => members === undefined);
  const [first] = hiding;
  if (first === undefined) return undefined;
  const which = hiding.length === 1 ? `the group ${asText(first["id"])}` : counted(hiding.length, "group");
  return tenantProblem("forbidden", {
    message: `who is in ${which} isn't shown: the membership is hidden`,
    help: `give the application the Microsoft Graph application role ${ROLE}, with admin consent; a group that is really empty looks the same`,
    role: ROLE,
  });
}
