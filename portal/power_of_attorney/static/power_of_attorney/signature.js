/* A field for a signature: strokes of (x, y, milliseconds) by finger, pen or mouse; and without drawing, a mark set by a
 * key or the typed name drawn as strokes. The strokes and the picture say the same. */

const INK = "#101828";
const WIDTH = 3;
const ROW = 4;
const LONGEST = 2500;

export class Pad {
  constructor(canvas, { onChange = () => {} } = {}) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d");
    this.onChange = onChange;
    this.clear();
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    canvas.addEventListener("pointermove", (event) => this.#go(event));
    for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) {
      canvas.addEventListener(kind, (event) => this.#end(event));
    }
  }

  get isEmpty() {
    return !this.strokes.some((stroke) => stroke.length > 1);
  }

  clear() {
    this.strokes = [];
    this.way = "drawn";
    this.since = 0;
    this.pointer = null;
    this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.onChange("cleared");
  }

  /** A cross, as people sign who cannot write. */
  mark() {
    this.clear();
    const { width, height } = this.canvas;
    const [x, y, arm] = [width / 2, height / 2, height / 4];
    this.way = "mark";
    this.#put([[[x - arm, y - arm, 0], [x + arm, y + arm, 1]], [[x + arm, y - arm, 2], [x - arm, y + arm, 3]]]);
    this.onChange("mark");
  }

  /** The name as it was typed, drawn as strokes line by line. */
  type(name) {
    this.clear();
    if (!name.trim()) return;
    this.way = "typed";
    this.#put(this.#strokesOf(name.trim()));
    this.onChange("typed");
  }

  #strokesOf(name) {
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [this.canvas.width, this.canvas.height];
    const pen = sheet.getContext("2d", { willReadFrequently: true });
    let size = 96;
    do pen.font = `${size -= 4}px serif`; while (size > 16 && pen.measureText(name).width > sheet.width - 40);
    pen.textBaseline = "middle";
    pen.fillText(name, 20, sheet.height / 2);
    const { data } = pen.getImageData(0, 0, sheet.width, sheet.height);
    const found = [];
    for (let y = 0; y < sheet.height; y += ROW) {
      let from = -1;
      for (let x = 0; x <= sheet.width; x += 1) {
        const inked = x < sheet.width && data[(y * sheet.width + x) * 4 + 3] > 96;
        if (inked && from < 0) from = x;
        if (!inked && from >= 0) {
          if (found.length < LONGEST) found.push([[from, y, found.length], [x, y, found.length]]);
          from = -1;
        }
      }
    }
    return found;
  }

  #put(strokes) {
    this.strokes = strokes;
    for (const stroke of strokes) for (let i = 1; i < stroke.length; i += 1) this.#line(stroke[i - 1], stroke[i]);
  }

  #point(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) * (this.canvas.width / box.width);
    const y = (event.clientY - box.top) * (this.canvas.height / box.height);
    const keep = (value, most) => Math.round(Math.max(0, Math.min(most, value)) * 10) / 10;
    return [keep(x, this.canvas.width), keep(y, this.canvas.height), Math.round(event.timeStamp - this.since)];
  }

  #begin(event) {
    if (event.button > 0 || this.pointer !== null) return;
    if (this.way !== "drawn") this.clear();
    this.pointer = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    this.since ||= event.timeStamp;
    this.strokes.push([this.#point(event)]);
    event.preventDefault();
  }

  #go(event) {
    if (event.pointerId !== this.pointer) return;
    const stroke = this.strokes.at(-1);
    for (const part of event.getCoalescedEvents?.() ?? [event]) {
      const point = this.#point(part);
      this.#line(stroke.at(-1), point);
      stroke.push(point);
    }
  }

  #end(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.onChange("drawn");
  }

  #line(from, to) {
    const { pen } = this;
    pen.strokeStyle = INK;
    pen.lineWidth = WIDTH;
    pen.lineCap = "round";
    pen.beginPath();
    pen.moveTo(from[0], from[1]);
    pen.lineTo(to[0], to[1]);
    pen.stroke();
  }

  /** What is sent: strokes and picture. */
  content() {
    const { width, height } = this.canvas;
    return {
      strokes: { way: this.way, width, height, strokes: this.strokes },
      image: this.canvas.toDataURL("image/png").split(",")[1],
    };
  }
}
