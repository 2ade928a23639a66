import type { Opening } from "../../stack/judgement/who-else";
import { shown } from "./evidence";

/** Who can come into a group unseen, as a line of evidence. */
export function openingInWords(opening: Opening): string {
  switch (opening.kind) {
    case "public":
      return "anybody in the tenant can join it: it is a Microsoft 365 group, which is public unless visibility says Private";
    case "unit":
      return "the administrators of its administrative unit can add anybody";
    case "owner":
      return opening.id === undefined
        ? "one of its owners, who can't be told before deployment, can add anybody"
        : `its owner ${shown(opening.id)} can add anybody`;
    case "resource":
      return `\`${opening.name}\` of this stack may bring anybody in`;
    case "group within":
      return `whoever manages group ${shown(opening.id)}, which is in it and isn't of this stack, can add anybody`;
  }
}
