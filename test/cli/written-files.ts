import { suiteFolder } from "../temporary-folder";

/** A folder of files for the tests of one suite, gone when they are done. */
export function writtenFiles() {
  const folder = suiteFolder();
  return {
    get folder() {
      return folder.path;
    },
    write: folder.write,
  };
}
