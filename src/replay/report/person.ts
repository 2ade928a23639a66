import type { RecordedSignIn } from "../../law/model/recorded-sign-in";
import { shortened } from "../../text/sentence";
import type { ReplayReport } from "./replay-report";

type Names = Pick<ReplayReport, "withNames">;

/**
 * Who signed in, by object id. Where a record has a name in its place, as of somebody who isn't in the directory, that is left out
 * like any other name.
 */
export const idIn = ({ who }: RecordedSignIn, { withNames }: Names): string =>
  withNames || !who.id.includes("@") ? who.id : "(a name, left out)";

/** The same for a sentence, with the name beside it where names are asked for. */
export const personIn = (signIn: RecordedSignIn, names: Names): string =>
  names.withNames && signIn.who.name !== undefined
    ? `${shortened(signIn.who.name)} (${shortened(signIn.who.id)})`
    : shortened(idIn(signIn, names));
