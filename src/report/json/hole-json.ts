import type { Bypass } from "../../verifier/verdict";
import { whatIfBody } from "../what-if/what-if-body";
import type { DirectoryNames } from "../words/directory-names";
import { signInInJson, widthInJson } from "./sign-in-json";
import { whoInJson } from "./who-json";

/**
 * One hole: who, how, how wide, and why.
 * @param whatIf adds the request body for Microsoft's What If
 */
export function holeInJson(hole: Bypass, names: DirectoryNames, whatIf: boolean): object {
  return {
    who: whoInJson(hole.signIn.principal, names),
    signIn: signInInJson(hole.signIn, names.tenant),
    alsoTrueFor: widthInJson(hole.alsoTrueFor, names.tenant),
    because: hole.because.map(({ policy, displayName, reason }) => ({ policy, displayName, reason })),
    ...(whatIf ? { whatIf: whatIfBody(hole.signIn, names.tenant) } : {}),
  };
}
