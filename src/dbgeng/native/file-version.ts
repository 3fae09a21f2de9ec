/** A file version as four numbers, most significant first. */
export type FileVersion = readonly [number, number, number, number];

const versionResourceType = 16;
const fixedFileInfoSignature = 0xfeef04bd;

/**
 * The file version in the resources of a Windows executable or DLL (x86 or x64), undefined when it
 * has none or the bytes are no such file.
 *
 * https://learn.microsoft.com/windows/win32/debug/pe-format
 */
export function fileVersion(image: Buffer): FileVersion | undefined {
  try {
    return findVersion(image);
  } catch (error) {
    // A read beyond the end: the file is cut off, or not what its first bytes promise.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The version as `6.2.9200.16384`. */
export function versionText(version: FileVersion): string {
  return version.join(".");
}

/** Below zero when `a` is older than `b`, above when newer. */
export function compareVersions(a: FileVersion, b: FileVersion): number {
  for (const [index, part] of a.entries()) {
    const difference = part - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function findVersion(image: Buffer): FileVersion | undefined {
  if (image.toString("latin1", 0, 2) !== "MZ") return undefined;
  const header = image.readUInt32LE(0x3c);
  if (image.toString("latin1", header, header + 4) !== "PE\0\0") return undefined;
  const optional = header + 24;
  const directories = optional + (image.readUInt16LE(optional) === 0x20b ? 112 : 96);
  const toFile = sectionMap(
    image,
    optional + image.readUInt16LE(header + 20),
    image.readUInt16LE(header + 6),
  );
  const resources = toFile(image.readUInt32LE(directories + 2 * 8));
  if (resources === undefined) return undefined;
  const names = child(image, resources, resources, (id) => id === versionResourceType);
  const languages = names && child(image, resources, names, () => true);
  const entry = languages && child(image, resources, languages, () => true);
  const data = entry && toFile(image.readUInt32LE(entry));
  if (entry === undefined || data === undefined) return undefined;
  return fixedFileInfo(image.subarray(data, data + image.readUInt32LE(entry + 4)));
}

/** Answers where a relative virtual address lies in the file. */
function sectionMap(image: Buffer, table: number, count: number) {
  return (address: number): number | undefined => {
    for (let index = 0; address !== 0 && index < count; index++) {
      const section = table + 40 * index;
      const start = image.readUInt32LE(section + 12);
      const size = image.readUInt32LE(section + 16);
      if (address >= start && address < start + size) {
        return address - start + image.readUInt32LE(section + 20);
      }
    }
    return undefined;
  };
}

/** The first entry of a resource directory that fits: another directory, or a data entry. */
function child(
  image: Buffer,
  resources: number,
  directory: number,
  fits: (id: number) => boolean,
): number | undefined {
  const count = image.readUInt16LE(directory + 12) + image.readUInt16LE(directory + 14);
  for (let index = 0; index < count; index++) {
    const entry = directory + 16 + 8 * index;
    if (fits(image.readUInt32LE(entry))) {
      return resources + (image.readUInt32LE(entry + 4) & 0x7fffffff);
    }
  }
  return undefined;
}

/** VS_FIXEDFILEINFO follows a name of fixed length at a multiple of four bytes. */
function fixedFileInfo(resource: Buffer): FileVersion | undefined {
  for (let offset = 0; offset + 16 <= resource.length; offset += 4) {
    if (resource.readUInt32LE(offset) !== fixedFileInfoSignature) continue;
    const high = resource.readUInt32LE(offset + 8);
    const low = resource.readUInt32LE(offset + 12);
    return [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff];
  }
  return undefined;
}
