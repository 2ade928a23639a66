import { type GroupId, groupId } from "../../model/ids";
import { misshapen } from "./complaints";
import { asObject, type JsonObject, typeName } from "./json";
import type { ShapeError } from "./shape-error";

/** Directory objects that can be in a group and aren't people. */
const NOT_PEOPLE: ReadonlySet<string> = new Set(["device", "serviceprincipal", "orgcontact", "contact"]);

/**
 * Ids of direct members. A member whose id is among the groups is a nested group, whatever else it says; ids that are
 * neither a listed user nor a listed group are left in, for nobody signs in with them where the users are known, and
 * they are people where the users aren't. A group that isn't listed leaves the outer one incomplete.
 */
export function readMembers(
  items: readonly unknown[],
  path: string,
  groups: ReadonlyMap<GroupId, unknown>,
  errors: ShapeError[],
): { readonly ids: readonly string[]; readonly incomplete: boolean } {
  const ids: string[] = [];
  let incomplete = false;
  for (let index = 0; index < items.length; index++) {
    const member = items[index];
    const object = asObject(member);
    const written = object === undefined ? member : object["id"];
    if (typeof written !== "string" || written === "") {
      errors.push(withoutId(object, written, `${path}[${index}]`));
      continue;
    }
    const type = object && typeName(object);
    if (type !== undefined && NOT_PEOPLE.has(type)) continue;
    const id = groupId(written);
    if (type === "group" && !groups.has(id)) incomplete = true;
    else ids.push(id);
  }
  return { ids, incomplete };
}

const withoutId = (object: JsonObject | undefined, written: unknown, path: string): ShapeError =>
  object === undefined
    ? { path, problem: misshapen(written, "a member") }
    : { path: `${path}.id`, problem: misshapen(written, "the member's object id") };
