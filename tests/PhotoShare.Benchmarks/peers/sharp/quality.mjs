// Structural similarity (SSIM, Wang et al. 2004, by ssim.js, on luma at full size) of pictures to their references.
// In: a JSON list of [reference, picture] on standard input; out: a JSON list of numbers up to 1.
import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import ssim from 'ssim.js';

async function pixels(file) {
  const { data, info } = await sharp(file).toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}

const likeness = [];
for (const [reference, picture] of JSON.parse(await text(process.stdin)))
  likeness.push(ssim.ssim(await pixels(reference), await pixels(picture), { downsample: false, ssim: 'fast' }).mssim);
console.log(JSON.stringify(likeness));
