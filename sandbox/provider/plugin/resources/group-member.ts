import { metaOf, type ResourceType } from "../resource-type";
import { uuid } from "../rules";
import { text } from "../shape";
import { textOf } from "../values";

const PARTS = /^([^/]+)\/member\/([^/]+)$/;

/** The two parts of an id `<group>/member/<member>`. */
function partsOf(id: string): { groupObjectId: string; memberObjectId: string } {
  const [, groupObjectId, memberObjectId] = PARTS.exec(id) ?? [];
  if (groupObjectId === undefined || memberObjectId === undefined)
    throw new Error(`\`${id}\` is not the id of a membership; write it as <group object id>/member/<member object id>`);
  return { groupObjectId, memberObjectId };
}

const membersUrl = (group: string): string => `/beta/groups/${encodeURIComponent(group)}/members`;

/** The URL that asks whether an object is a member of the group, with blanks like the official plugin's. */
function askUrl(id: string): string {
  const { groupObjectId, memberObjectId } = partsOf(id);
  return `${membersUrl(groupObjectId)}?$filter=id+eq+'${encodeURIComponent(memberObjectId)}'`;
}

/** The membership of a user, group or application in a group. It can only be created and removed. */
export const groupMember: ResourceType = {
  token: "azuread:index/groupMember:GroupMember",
  shape: {
    fields: {
      groupObjectId: { ...text("required", uuid), replaces: true },
      memberObjectId: { ...text("required", uuid), replaces: true },
    },
  },
  meta: metaOf({ create: 5, read: 5, delete: 5 }),

  async create(graph, plan) {
    const [groupId, memberId] = [textOf(plan, "groupObjectId"), textOf(plan, "memberObjectId")];
    const id = `${groupId}/member/${memberId}`;
    await graph.get(`/beta/groups/${encodeURIComponent(groupId)}`);
    const members = await graph.list(membersUrl(groupId));
    if (members.some((member) => textOf(member, "id").toLowerCase() === memberId.toLowerCase()))
      throw new Error(`${memberId} is in group ${groupId} already; import the membership by its id, ${id}`);
    await graph.post(`${membersUrl(groupId)}/$ref`, { "@odata.id": await graph.reference(memberId) });
    return id;
  },

  async read(graph, id) {
    const found = await graph.find(askUrl(id));
    const members = found?.["value"];
    return Array.isArray(members) && members.length > 0 ? partsOf(id) : undefined;
  },

  async remove(graph, id) {
    const { groupObjectId, memberObjectId } = partsOf(id);
    await graph.remove(`${membersUrl(groupObjectId)}/${encodeURIComponent(memberObjectId)}/$ref`);
    const left = await graph.find(askUrl(id));
    if (Array.isArray(left?.["value"]) && left["value"].length > 0)
      throw new Error(`Graph took the removal, but ${memberObjectId} is still in group ${groupObjectId}`);
  },
};
