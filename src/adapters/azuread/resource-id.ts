import { asText, type JsonObject } from "../graph/json";
import { lastSegment } from "./values";

/** The id that Graph knows a deployed resource by: its object id, else the end of the path that the plugin gives it. */
export const idOf = ({ objectId, id }: JsonObject): string | undefined => asText(objectId) ?? asText(lastSegment(id));
