// What PhotoShare makes of a photo (src/PhotoShare.Media/Images), made by sharp in the ways that people use it.
import sharp from 'sharp';

const WIDTHS = [2048, 1080, 640, 320];

const webp = (image) => image.webp({ quality: 80, effort: 4 }).toBuffer();
const jpeg = (image) => image.jpeg({ quality: 80 }).toBuffer();

// The renditions of one photo, all at once; open() gives what each begins with.
async function renditions(open) {
  const named = [
    ...WIDTHS.map((width) => [`${width}.webp`, webp(open().resize({ width, withoutEnlargement: true }))]),
    ['2048.jpg', jpeg(open().resize({ width: 2048, withoutEnlargement: true }))],
    ['160s.webp', webp(open().resize(160, 160, { fit: 'cover' }))],
  ];
  return Promise.all(named.map(async ([name, content]) => [name, await content]));
}

export const ways = {
  // As sharp's documentation and most of its users do it: a pipeline for each rendition.
  each: (original) => renditions(() => sharp(original).rotate()),
  // The documentation's way for several outputs of one input.
  clone: (original) => {
    const photo = sharp(original).rotate();
    return renditions(() => photo.clone());
  },
  // By hand, as Immich does it: decoded once to the pixels of the largest size, and the rest from those.
  raw: async (original) => {
    const { data, info } = await sharp(original).rotate().resize({ width: 2048, withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true });
    return renditions(() => sharp(data, { raw: info }));
  },
};
