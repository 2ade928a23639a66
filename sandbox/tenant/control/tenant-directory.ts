import { readFileSync } from "node:fs";
import type { JsonObject } from "../json";
import { type ControlTarget, callControl } from "../run/call";
import type { Tenant } from "../run/connection";
import type { ListName, TenantData } from "../store/store";
import type { Change } from "./control-routes";
import type { Fault } from "./fault";

/** Changes a running tenant from any process without Graph: without any check and without any role. */
export type TenantDirectory = ReturnType<typeof openDirectory>;

/** Opens the tenant of this or another process for changes. */
export function openDirectory(tenant: Pick<Tenant, "url" | "controlKey" | "certificateFile">) {
  const target: ControlTarget = {
    url: tenant.url,
    controlKey: tenant.controlKey,
    certificate: readFileSync(tenant.certificateFile, "utf8"),
  };
  const send = async (method: string, path: string, body?: unknown): Promise<string> => {
    const answer = await callControl(target, method, path, body);
    if (answer.status >= 400) throw new Error(`the local tenant refused ${method} ${path}: ${reasonIn(answer.text)}`);
    return answer.text;
  };
  const change = async (wanted: Change): Promise<void> => void (await send("POST", "/change", wanted));
  return {
    read: async () => JSON.parse(await send("GET", "/data")) as TenantData, // sent by this program itself
    /** Creates or replaces an object with any content. */
    put: (list: ListName, id: string, object: JsonObject) => change({ kind: "put", list, id, object }),
    /** Merges fields into an object at any depth. Lists and null replace the old value. */
    patch: (list: ListName, id: string, changes: JsonObject) => change({ kind: "patch", list, id, changes }),
    remove: (list: ListName, id: string) => change({ kind: "remove", list, id }),
    /** Adds any id to a group, even one that no object has. */
    addMember: (group: string, member: string) => change({ kind: "member", group, member, isIn: true }),
    removeMember: (group: string, member: string) => change({ kind: "member", group, member, isIn: false }),
    setSecurityDefaults: (isEnabled: boolean) => change({ kind: "securityDefaults", isEnabled }),
    addFault: async (fault: Fault) => void (await send("POST", "/faults", fault)),
    clearFaults: async () => void (await send("DELETE", "/faults")),
  };
}

/** The message of an error from Graph, or the whole text of any other error. */
function reasonIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: { readonly message?: string } };
    return error?.message ?? text;
  } catch {
    return text;
  }
}
