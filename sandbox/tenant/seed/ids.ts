/** The ids never change, so that examples in the documentation stay true. */

/** The tenant's own id. */
export const TENANT_ID = "0a0a0a0a-0000-4000-8000-000000000001";

/** The application (client) id with which the sandbox signs in. */
export const CLIENT_ID = "0a0a0a0a-0000-4000-8000-000000000002";
/** The object id of that application's service principal. */
export const CLIENT_OBJECT_ID = "0a0a0a0a-0000-4000-8000-000000000003";

/** A family of ids. Within a family the ids count up from 1. */
type Family =
  | "member"
  | "breakGlass"
  | "guest"
  | "service"
  | "principal"
  | "group"
  | "location"
  | "policy"
  | "assignment"
  | "unit"
  | "eligibility"
  | "review";

const PREFIX: Readonly<Record<Family, string>> = {
  member: "aaaaaaaa-0000",
  breakGlass: "bbbbbbbb-0000",
  guest: "dddddddd-0000",
  service: "eeeeeeee-0000",
  principal: "cccccccc-1111",
  group: "cccccccc-2222",
  location: "cccccccc-3333",
  policy: "cccccccc-4444",
  assignment: "cccccccc-5555",
  unit: "cccccccc-7777",
  eligibility: "cccccccc-8888",
  review: "cccccccc-9999",
};

/** The id of the n-th object of a family, e.g. `bbbbbbbb-0000-4000-8000-000000000001` for the first break-glass account. */
export const seedId = (family: Family, n: number): string =>
  `${PREFIX[family]}-4000-8000-${String(n).padStart(12, "0")}`;
