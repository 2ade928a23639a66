import { isGuid, list, type Raw } from "./raw";
import { NO, type Tri, UNCLEAR, YES } from "./tri";

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const HARMLESS = ["none", "office365", "microsoftadminportals", "allagentidresources"];

export const hasOtherTarget = (applications: Raw): boolean =>
  list(applications["includeUserActions"]).length > 0 ||
  list(applications["includeAuthenticationContextClassReferences"]).length > 0;

export function names(word: string): Tri {
  if (word === API || word === "all") return YES;
  return HARMLESS.includes(word) || isGuid(word) ? NO : UNCLEAR;
}
