// A photo that is cut in the browser is a new file. What the camera wrote of itself (EXIF 2.32, in TIFF 6.0's form) is carried over by a list
// of what is wanted: so no preview of what was cut away comes along, nor a size or a turn that is no longer true.

/** Tags by the directory that they are in. */
const wanted = {
  image: [0x010f, 0x0110],
  shot: [0x829a, 0x829d, 0x8827, 0x9003, 0x9011, 0x920a, 0xa433, 0xa434],
  place: [1, 2, 3, 4],
};
const [orientation, shotPointer, placePointer] = [0x0112, 0x8769, 0x8825];

/** Bytes of one value of each type. */
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const [mostEntries, mostBytes] = [200, 1_000];

/** The Exif segment for a JPEG cut from the one that begins with these bytes; null where it has none that can be read. */
export function cameraSegment(bytes) {
  try {
    const tiff = tiffOf(new DataView(bytes));
    return tiff && segment(tiff);
  } catch (error) {
    if (error instanceof RangeError) return null; // It points past its own end.
    throw error;
  }
}

/** The part of the APP1 segment behind "Exif\0\0". */
function tiffOf(jpeg) {
  if (jpeg.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; jpeg.getUint8(at) === 0xff && jpeg.getUint8(at + 1) !== 0xda; at += 2 + jpeg.getUint16(at + 2)) {
    if (jpeg.getUint16(at) === 0xffe1 && jpeg.getUint32(at + 4) === 0x45786966 && jpeg.getUint16(at + 8) === 0)
      return new DataView(jpeg.buffer, at + 10, jpeg.getUint16(at + 2) - 8);
  }
  return null;
}

function segment(tiff) {
  const little = tiff.getUint16(0) === 0x4949;
  const all = entries(tiff, tiff.getUint32(4, little), little);
  const pointed = (tag) => all.filter((entry) => entry.tag === tag).flatMap((entry) => entries(tiff, new DataView(entry.bytes.buffer).getUint32(0, little), little));
  const pick = (found, tags) => found.filter((entry) => tags.includes(entry.tag));
  const [image, shot, place] = [pick(all, wanted.image), pick(pointed(shotPointer), wanted.shot), pick(pointed(placePointer), wanted.place)];
  if (image.length + shot.length + place.length === 0) return null;

  const turned = new Uint8Array(2);
  new DataView(turned.buffer).setUint16(0, 1, little);
  image.push({ tag: orientation, type: 3, count: 1, bytes: turned });
  return written([image, shot, place], little);
}

function entries(tiff, at, little) {
  const count = Math.min(tiff.getUint16(at, little), mostEntries);
  const found = [];
  for (let i = 0, entry = at + 2; i < count; i++, entry += 12) {
    const [tag, type, values] = [tiff.getUint16(entry, little), tiff.getUint16(entry + 2, little), tiff.getUint32(entry + 4, little)];
    const size = (sizes[type] ?? 0) * values;
    if (size === 0 || size > mostBytes) continue;
    const from = size <= 4 ? entry + 8 : tiff.getUint32(entry + 8, little);
    // Throws where that is not inside.
    found.push({ tag, type, count: values, bytes: new Uint8Array(tiff.buffer, new DataView(tiff.buffer, tiff.byteOffset + from, size).byteOffset, size).slice() });
  }
  return found;
}

/** APP1 with three directories: the first points to the others. */
function written([image, shot, place], little) {
  const pointer = (tag) => ({ tag, type: 4, count: 1, bytes: new Uint8Array(4) });
  const pointers = [[pointer(shotPointer), shot], [pointer(placePointer), place]].filter(([, directory]) => directory.length > 0);
  const directories = [[...image, ...pointers.map(([entry]) => entry)], ...pointers.map(([, directory]) => directory)];
  for (const directory of directories) directory.sort((a, b) => a.tag - b.tag);

  const starts = [];
  let end = 8;
  for (const directory of directories) {
    starts.push(end);
    end += 2 + 12 * directory.length + 4 + directory.reduce((sum, { bytes }) => sum + (bytes.length > 4 ? even(bytes.length) : 0), 0);
  }
  pointers.forEach(([entry], i) => new DataView(entry.bytes.buffer).setUint32(0, starts[i + 1], little));

  const out = new Uint8Array(10 + end);
  const head = new DataView(out.buffer);
  head.setUint16(0, 0xffe1);
  head.setUint16(2, 8 + end);
  head.setUint32(4, 0x45786966);
  const tiff = new DataView(out.buffer, 10);
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  directories.forEach((directory, i) => write(tiff, directory, starts[i], little));
  return out;
}

function write(tiff, directory, at, little) {
  tiff.setUint16(at, directory.length, little);
  let values = at + 2 + 12 * directory.length + 4;
  directory.forEach(({ tag, type, count, bytes }, i) => {
    const entry = at + 2 + 12 * i;
    tiff.setUint16(entry, tag, little);
    tiff.setUint16(entry + 2, type, little);
    tiff.setUint32(entry + 4, count, little);
    const place = bytes.length > 4 ? values : entry + 8;
    new Uint8Array(tiff.buffer, tiff.byteOffset + place, bytes.length).set(bytes);
    if (bytes.length <= 4) return;
    tiff.setUint32(entry + 8, values, little);
    values += even(bytes.length);
  });
}

const even = (length) => length + (length % 2);
