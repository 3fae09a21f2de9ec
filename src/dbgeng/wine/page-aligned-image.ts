import { EngineError } from "../../engine/errors.ts";

/** Page size of x64 and x86. */
const page = 0x1000;
/** Fields of the headers that change, by their distance from the PE header. winnt.h */
const field = { sections: 6, optionalSize: 20, optional: 24 } as const;
const optionalField = { magic: 0, fileAlignment: 36, headersSize: 60 } as const;
/** Where the optional header of each kind of program says where the signature is. */
const certificatesField: Readonly<Record<number, number>> = { 523: 144, 267: 128 };
const sectionSize = 40;

/**
 * The same Windows program with every section at a page boundary of its file.
 *
 * Wine maps only such a program; any other it reads into memory as a whole, which for node.exe
 * takes 84 MB and a third of its start. The signature of the program is dropped, as it would no
 * longer match.
 *
 * @throws {EngineError} `badInput` for anything but a Windows program.
 */
export function pageAlignedImage(image: Buffer): Buffer {
  const header = headerOf(image);
  const optional = header + field.optional;
  const certificates = certificatesOf(image, optional);
  const table = optional + image.readUInt16LE(header + field.optionalSize);
  const headersSize = image.readUInt32LE(optional + optionalField.headersSize);
  const head = Buffer.from(image.subarray(0, headersSize));
  const parts: Buffer[] = [];
  let end = 0;
  const add = (data: Buffer) => {
    const padding = Buffer.alloc((page - (data.length % page)) % page);
    parts.push(data, padding);
    end += data.length + padding.length;
  };
  add(head);
  head.writeUInt32LE(end, optional + optionalField.headersSize);
  head.writeUInt32LE(page, optional + optionalField.fileAlignment);
  head.fill(0, certificates, certificates + 8);
  for (let index = 0; index < image.readUInt16LE(header + field.sections); index += 1) {
    const section = table + index * sectionSize;
    const [size, from] = [image.readUInt32LE(section + 16), image.readUInt32LE(section + 20)];
    if (size === 0) continue;
    head.writeUInt32LE(end, section + 20);
    const start = end;
    add(image.subarray(from, from + size));
    head.writeUInt32LE(end - start, section + 16);
  }
  return Buffer.concat(parts);
}

/** Where the PE header is. */
function headerOf(image: Buffer): number {
  const header = image.length > 0x40 ? image.readUInt32LE(0x3c) : image.length;
  const long = image.length > header + field.optional + optionalField.headersSize;
  if (long && image.toString("latin1", header, header + 4) === "PE\0\0") return header;
  throw noProgram();
}

function certificatesOf(image: Buffer, optional: number): number {
  const distance = certificatesField[image.readUInt16LE(optional + optionalField.magic)];
  if (distance === undefined) throw noProgram();
  return optional + distance;
}

function noProgram(): EngineError {
  return new EngineError("badInput", "The file is no Windows program.");
}
