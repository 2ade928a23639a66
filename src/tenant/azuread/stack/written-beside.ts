import type { StackResource } from "./resource";

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Fields by which other resources name a group that they put people into. */
const NAMING_A_GROUP = ["groupId", "resourceOriginId"];

/** Objects of the stack that resources of other kinds write to, so that what is in them isn't known. */
export interface WrittenBeside {
  /** Whether the object with this id in lower case may be written to. */
  readonly writesTo: (id: string) => boolean;
  /** Whether there is a resource that isn't read here and may make policies. */
  readonly isUsed: boolean;
}

/**
 * Resources of the msgraph package write to whatever address they name; one that isn't known may be anything's. Schedules of
 * privileged access and catalogs of access packages put people into groups that name none of them.
 */
export function writtenBeside(resources: readonly StackResource[]): WrittenBeside {
  const generic = resources.filter(({ of }) => of === "msgraph");
  const schedules = resources.filter(({ of, type }) => of === "azuread" && type !== "Group" && type !== "GroupMember");
  const written = [
    ...generic.flatMap(({ id, inputs, state }) => [inputs["url"] ?? "", state["url"] ?? "", id ?? ""]),
    ...schedules.flatMap(({ inputs, state }) => NAMING_A_GROUP.flatMap((key) => [inputs[key] ?? "", state[key] ?? ""])),
  ];
  const isAnything = written.some((value) => typeof value !== "string");
  const ids = new Set(
    written.flatMap((value) => (typeof value === "string" ? (value.toLowerCase().match(GUID) ?? []) : [])),
  );
  return { writesTo: (id) => isAnything || ids.has(id), isUsed: generic.length > 0 };
}
