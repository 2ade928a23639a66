import type { Graph } from "./graph";
import { groupFromGraph } from "./resources/group-shape";
import { uuid } from "./rules";
import { flag, type Shape, text } from "./shape";
import { type Fields, flagOf, textOf } from "./values";

/** A look-up: a question that programs can ask the tenant. */
export interface LookUp {
  /** The name in programs: `azuread:index/getUser:getUser`. */
  readonly token: string;
  readonly args: Shape;
  /** Answers the look-up. @throws Error if the object isn't there or can't be read */
  ask(graph: Graph, args: Fields): Promise<Fields>;
}

/** The application that asks, and its tenant. It needs no request, because the token holds both. */
const getClientConfig: LookUp = {
  token: "azuread:index/getClientConfig:getClientConfig",
  args: { fields: {} },

  async ask(graph) {
    const { tenantId, clientId } = graph.settings;
    const { objectId } = await graph.session();
    return { id: `${tenantId}-${clientId}-${objectId}`, clientId, objectId, tenantId };
  },
};

/** The properties of a user that a look-up gives. */
const USER = ["displayName", "mail", "userPrincipalName", "userType"];

/** A user by object id. */
const getUser: LookUp = {
  token: "azuread:index/getUser:getUser",
  args: { fields: { objectId: text("required", uuid) } },

  async ask(graph, args) {
    const objectId = textOf(args, "objectId");
    const user = await graph.find(`/v1.0/users/${objectId}?$select=id,accountEnabled,${USER.join(",")}`);
    if (user === undefined) throw new Error(`User not found with object ID: ${JSON.stringify(objectId)}`);
    const texts = Object.fromEntries(USER.map((name) => [name, textOf(user, name)]));
    return { ...texts, accountEnabled: flagOf(user, "accountEnabled"), id: `/users/${objectId}`, objectId };
  },
};

/** A group by object id, with its members and owners. */
const getGroup: LookUp = {
  token: "azuread:index/getGroup:getGroup",
  args: { fields: { objectId: text("required", uuid), includeTransitiveMembers: flag("optional") } },

  async ask(graph, args) {
    const objectId = textOf(args, "objectId");
    const group = await graph.find(`/beta/groups/${objectId}`);
    if (group === undefined) throw new Error(`No group found with object ID: ${JSON.stringify(objectId)}`);
    const includeTransitiveMembers = flagOf(args, "includeTransitiveMembers");
    const idsOf = async (what: string) =>
      (await graph.list(`/beta/groups/${objectId}/${what}`)).map((one) => textOf(one, "id"));
    return {
      ...groupFromGraph(group),
      id: `/groups/${objectId}`,
      includeTransitiveMembers,
      members: await idsOf(includeTransitiveMembers ? "transitiveMembers" : "members"),
      owners: await idsOf("owners"),
    };
  },
};

/** The look-ups that the stand-in supports, by token. They are those of this project's own program. */
export const lookUps: ReadonlyMap<string, LookUp> = new Map(
  [getClientConfig, getUser, getGroup].map((one) => [one.token, one]),
);
