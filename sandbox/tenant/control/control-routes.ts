import { notFound } from "../http/graph-error";
import { noContent, ok, type Reply } from "../http/message";
import type { Route } from "../http/router";
import { type GraphObject, isObject, type Json, type JsonObject, sameId } from "../json";
import { seedId } from "../seed/ids";
import { byId, groupById, replaced, without } from "../store/directory";
import type { Actor } from "../store/directory-audits";
import type { ListName, Store, TenantData } from "../store/store";
import type { Fault, FaultList } from "./fault";

/** A change that doesn't go through Graph. */
export type Change =
  /** Creates or replaces an object with any content. */
  | { readonly kind: "put"; readonly list: ListName; readonly id: string; readonly object: JsonObject }
  /** Merges fields into an object at any depth. Lists and null replace the old value. */
  | { readonly kind: "patch"; readonly list: ListName; readonly id: string; readonly changes: JsonObject }
  | { readonly kind: "remove"; readonly list: ListName; readonly id: string }
  /** Adds any id to a group, even one that no object has, or removes it. */
  | { readonly kind: "member"; readonly group: string; readonly member: string; readonly isIn: boolean }
  | { readonly kind: "securityDefaults"; readonly isEnabled: boolean };

/**
 * The routes under `/sandbox/`, which Graph doesn't have. They make changes without any check, so a policy can have conditions
 * that this project doesn't know. The changes stand for a user of the portal, or for a newer Graph. Only `TenantDirectory` sends
 * them, so their types are known.
 */
export function controlRoutes(store: Store, faults: FaultList): readonly Route[] {
  const route = (method: Route["method"], path: string, handle: (body: JsonObject) => Reply | undefined): Route => ({
    method,
    path,
    needs: [[]],
    handle: ({ body }) => handle(body) ?? noContent(),
  });
  return [
    route("GET", "/hello", () => ok({ pid: process.pid })),
    route("GET", "/data", () => ok(JSON.parse(JSON.stringify(store.read())))),
    route(
      "POST",
      "/change",
      (body) => void store.change(changed(store.read(), body as unknown as Change), IN_THE_PORTAL),
    ),
    route("POST", "/faults", (body) => void faults.add(body as unknown as Fault)),
    route("DELETE", "/faults", () => void faults.clear()),
  ];
}

/** The new values of the lists that a change touches. @throws GraphError 404 if the object doesn't exist */
function changed(data: TenantData, change: Change): Partial<TenantData> {
  switch (change.kind) {
    case "put": {
      const { list, id, object } = change;
      const made = { ...object, id };
      return { [list]: byId(data[list], id) === undefined ? [...data[list], made] : replaced(data[list], made) };
    }
    case "patch": {
      const stored = existing(data, change);
      const merged = { ...deepMerge(stored, change.changes), id: stored.id };
      return { [change.list]: replaced(data[change.list], merged) };
    }
    case "remove":
      return { [change.list]: without(data[change.list], existing(data, change).id) };
    case "member": {
      const group = groupById(data.groups, change.group);
      if (group === undefined) throw notFound(`/groups/${change.group}`);
      const others = group.members.filter((other) => !sameId(other, change.member));
      const members = change.isIn ? [...others, change.member] : others;
      return { groups: data.groups.map((other) => (other === group ? { ...group, members } : other)) };
    }
    case "securityDefaults":
      return { securityDefaults: { ...data.securityDefaults, isEnabled: change.isEnabled } };
  }
}

function existing(data: TenantData, { list, id }: { readonly list: ListName; readonly id: string }): GraphObject {
  const object = byId(data[list], id);
  if (object === undefined) throw notFound(id);
  return object;
}

/** Merges changes into an object at any depth. Lists and other values replace the old value, and so does null. */
function deepMerge(object: JsonObject, changes: JsonObject): JsonObject {
  const merged = Object.entries(changes).map(([name, value]): [string, Json | undefined] => {
    const before = object[name];
    return [name, isObject(before) && isObject(value) ? deepMerge(before, value) : value];
  });
  return { ...object, ...Object.fromEntries(merged) };
}

/** The user of the local tenant who makes the changes in the portal. */
const IN_THE_PORTAL: Actor = {
  user: { id: seedId("member", 2), userPrincipalName: "platform-engineer-2@contoso.example" },
};
