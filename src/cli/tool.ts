import { version } from "../../package.json";

/** How this program is called in what other programs read. */
export const TOOL = { name: "azmfa", version };
