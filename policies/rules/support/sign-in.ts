import type { ValueFormatter } from "../../../src/law/conditions/condition";
import { CONDITIONS } from "../../../src/law/conditions/index";
import { GUEST_TYPES, type IdentityType } from "../../../src/law/model/sign-in";
import type { Tenant } from "../../../src/law/model/tenant";
import { listing } from "../../../src/text/sentence";
import type { Bypass } from "../../../src/verifier/verdict";
import { identityTypeNames } from "../../../src/words/principal";
import { phrasesOf } from "../../../src/words/sign-in";
import { masked } from "../../stack/objects/masked";

/** Words for a log that anybody may read: objects appear by id, never by name. */
const formatterOf = (locations: Tenant["locations"]): ValueFormatter => ({
  locations,
  location: ({ id }) => `location ${masked(id)}`,
  attribute: masked,
});

/** `anybody can reach Azure management without MFA with a browser, on Linux` */
export function signInInWords(bypass: Bypass, locations: Tenant["locations"]): string {
  const matters = phrasesOf(bypass, formatterOf(locations)).filter(
    ({ dimension }) => bypass.alsoTrueFor[dimension] !== "any",
  );
  const conditions = matters.map(({ dimension, text }, index) =>
    index === 0 ? ` ${CONDITIONS[dimension].words.preposition}${text}` : `, ${text}`,
  );
  return `${whoIn(bypass)} can reach Azure management without MFA${conditions.join("")}`;
}

const MOST_NAMED = 5;

/** The people who can use a bypass, in words: ids, or types of identities. */
function whoIn({ people, others, signIn }: Bypass): string {
  const types = new Set<IdentityType["type"]>(others.map(({ identity }) => identity.type));
  const found = (["member", ...GUEST_TYPES] as const).filter((type) => types.has(type));
  if (found.length === 1 + GUEST_TYPES.length) return "anybody";
  const named = people.slice(0, MOST_NAMED).map((id) => `user ${masked(id)}`);
  const more = people.length > MOST_NAMED ? [`${people.length - MOST_NAMED} more users`] : [];
  const words = [...named, ...more, ...found.map((type) => identityTypeNames([type]))];
  if (words.length > 0) return listing(words, "and");
  return signIn.principal.kind === "person" ? `user ${masked(signIn.principal.id)}` : "somebody";
}
