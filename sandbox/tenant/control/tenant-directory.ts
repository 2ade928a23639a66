import { readFileSync } from "node:fs";
import type { GraphObject, JsonObject } from "../json";
import { type ControlTarget, callControl } from "../run/call";
import type { Tenant } from "../run/connection";
import type { TenantData } from "../store/store";
import type { ControlledList, WantedSignIns } from "./control-routes";
import type { Fault } from "./fault";

/** Changes to a running tenant behind everybody's back, from any process: nothing is checked, nobody's roles count. */
export interface TenantDirectory {
  /** Everything the tenant holds. */
  read(): Promise<TenantData>;
  /** Creates or replaces an object with any content. */
  put(list: ControlledList, id: string, object: JsonObject): Promise<void>;
  /** Merges fields into an object at any depth; lists and null replace what was there. */
  patch(list: ControlledList, id: string, changes: JsonObject): Promise<void>;
  remove(list: ControlledList, id: string): Promise<void>;
  /** Puts any id into a group, also one that nothing has. */
  addMember(groupId: string, memberId: string): Promise<void>;
  removeMember(groupId: string, memberId: string): Promise<void>;
  setSecurityDefaults(isEnabled: boolean): Promise<void>;
  /** Somebody signs in, or many do. @returns the records that the log has of it */
  signIn(wanted: WantedSignIns): Promise<readonly GraphObject[]>;
  addFault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
}

/** Opens the back door of a tenant, one's own or another process's. */
export function openDirectory(tenant: Pick<Tenant, "url" | "controlKey" | "certificateFile">): TenantDirectory {
  const target: ControlTarget = {
    url: tenant.url,
    controlKey: tenant.controlKey,
    certificate: readFileSync(tenant.certificateFile, "utf8"),
  };
  const send = async (method: string, path: string, body?: JsonObject): Promise<string> => {
    const answer = await callControl(target, method, path, body);
    if (answer.status >= 400) throw new Error(`the local tenant refused ${method} ${path}: ${reasonIn(answer.text)}`);
    return answer.text;
  };
  const change = async (method: string, path: string, body?: JsonObject): Promise<void> =>
    void (await send(method, path, body));
  return {
    read: async () => JSON.parse(await send("GET", "/data")) as TenantData, // this very program's own data
    put: (list, id, object) => change("PUT", `/objects/${list}/${id}`, object),
    patch: (list, id, changes) => change("PATCH", `/objects/${list}/${id}`, changes),
    remove: (list, id) => change("DELETE", `/objects/${list}/${id}`),
    addMember: (groupId, memberId) => change("PUT", `/groups/${groupId}/members/${memberId}`),
    removeMember: (groupId, memberId) => change("DELETE", `/groups/${groupId}/members/${memberId}`),
    setSecurityDefaults: (isEnabled) => change("PUT", "/security-defaults", { isEnabled }),
    signIn: async (wanted) =>
      JSON.parse(await send("POST", "/sign-ins", JSON.parse(JSON.stringify(wanted)))) as readonly GraphObject[],
    addFault: (fault) => change("POST", "/faults", JSON.parse(JSON.stringify(fault))),
    clearFaults: () => change("DELETE", "/faults"),
  };
}

/** The message of an error in Graph's shape; the whole text of any other. */
function reasonIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: { readonly message?: string } };
    return error?.message ?? text;
  } catch {
    return text;
  }
}
