#!/usr/bin/env bash
# chafa shows a CMYK photograph in its negative, an AVIF in false colors, and a turned PNG, WebP or TIFF as it lies in the file.
#
# Expected: a viewer of pictures shows red as red, and a picture upright as its EXIF orientation says, as it does for JPEG.
# Seen: chafa 1.12.4 (Debian 12) takes the inks of a CMYK JPEG for their opposite, as such files store them: red comes out cyan. It takes
#   the luma and chroma of an AVIF (8 bits, 4:2:0, BT.601) for red, green and blue: red comes out as 77, 85, 255. It obeys the orientation
#   of a JPEG, not that of a PNG or WebP, and turns a TIFF that lies on its side (6) upside down instead. ImageMagick shows all of them right.
#   Its exit status is 0.
# Why it matters: chafa draws the pictures of many terminal programs. What is compared with it, or handed to it, must be an RGB picture.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 .
apt-get -q download chafa=1.12.4-1+b1 libchafa0=1.12.4-1+b1 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name libchafa.so.0)")
export LD_LIBRARY_PATH
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pillow==12.0.0
env/bin/python - <<'PY'
from PIL import Image

red, blue = (255, 0, 0), (0, 0, 255)
halves = Image.new("RGB", (80, 40), red)
halves.paste(blue, (40, 0, 80, 40))
halves.save("plain.png")
halves.save("plain.avif")
print_inks = Image.new("CMYK", (80, 40), (0, 255, 255, 0))
print_inks.paste((255, 255, 0, 0), (40, 0, 80, 40))
print_inks.save("inks.jpg", quality=95)
print_inks.save("inks.tif")
exif = Image.Exif()
exif[0x0112] = 6  # its left edge is the top
for name in ("turned.jpg", "turned.png", "turned.webp", "turned.tif"):
    halves.save(name, exif=exif, quality=95)
PY
# The left and the right half of each picture as one cell: "r;g;b r;g;b".
seen() {
  root/usr/bin/chafa -f symbols --symbols space+solid -c full --stretch -s 2x1 "$1" | grep -o '[34]8;2;[0-9;]*m' |
    sed 's/.*;2;\([0-9;]*\)m$/\1/' | tr '\n' ' '
}
for name in plain.png inks.tif inks.jpg plain.avif turned.jpg turned.png turned.webp turned.tif; do
  printf '%-12s %s\n' "$name" "$(seen "$name")" | tee -a seen
done
holds() { grep -qE "^$1 +$2 $" seen; }
holds plain.png '255;0;0 0;0;255'
holds inks.tif '255;0;0 0;0;255'
holds inks.jpg '0;255;255 255;255;0'
holds plain.avif '77;85;255 29;255;107'
holds turned.jpg '127;0;127 127;0;127'
holds turned.png '255;0;0 0;0;255'
holds turned.webp '25[0-9];[0-9];[0-9] [0-9];[0-9];25[0-9]'
holds turned.tif '0;0;255 255;0;0'
