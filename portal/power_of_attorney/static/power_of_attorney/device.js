// The test of camera, microphone, light, line and clock. Picture and sound never leave the device.
const words = JSON.parse(document.getElementById("device-words").textContent);
const place = document.getElementById("device-test");
const said = document.getElementById("device-said");
const picture = document.getElementById("device-picture");
const level = document.getElementById("device-level");
const findings = document.getElementById("device-findings");
const form = document.getElementById("device-form");
const begin = document.getElementById("device-begin");
const UPLOAD_BYTES = 400 * 1024;
const LISTEN_MS = 5000;
const DARKEST = 18, BRIGHTEST = 92, SLOWEST_KILOBITS = 900, CLOCK_TOLERANCE_MS = 5000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const csrf = () => form.elements.csrfmiddlewaretoken.value;

function find(word, good) {
  const line = document.createElement("li");
  const tag = document.createElement("span");
  tag.className = good ? "tag plain" : "tag";
  tag.textContent = good ? "✓" : "!";
  tag.setAttribute("aria-hidden", "true");
  line.append(tag, " ", words[word]);
  findings.append(line);
}

function answer(name, isGood) {
  for (const choice of form.elements[name]) choice.checked = choice.value === (isGood ? "yes" : "no");
}

function reasonOf(error) {
  if (error.name === "NotAllowedError" || error.name === "SecurityError") return "refused";
  if (error.name === "NotFoundError" || error.name === "OverconstrainedError") return "none";
  return "busy";
}

function brightnessOf(video) {
  const canvas = document.createElement("canvas");
  canvas.width = 64;
  canvas.height = 48;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  brush.drawImage(video, 0, 0, 64, 48);
  const { data } = brush.getImageData(0, 0, 64, 48);
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2];
  return Math.round((sum / (data.length / 4) / 255) * 100);
}

async function loudness(stream) {
  const sound = new AudioContext();
  try {
    await Promise.race([sound.resume(), pause(1000)]);
    const analyser = sound.createAnalyser();
    analyser.fftSize = 1024;
    sound.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const end = performance.now() + LISTEN_MS;
    let loudest = 0;
    while (performance.now() < end) {
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      const now = Math.min(100, Math.round(Math.sqrt(sum / samples.length) * 400));
      level.value = now;
      loudest = Math.max(loudest, now);
      await pause(80);
    }
    return loudest;
  } finally {
    await sound.close();
  }
}

async function pictureOf(stream) {
  picture.srcObject = stream;
  picture.hidden = false;
  await Promise.race([picture.play(), pause(3000)]);
  await pause(1500);
  return picture.videoWidth > 0 ? brightnessOf(picture) : null;
}

async function upload(bytes) {
  const started = performance.now();
  const startedAt = Date.now();
  const reply = await fetch(place.dataset.line, {
    method: "POST",
    headers: { "X-CSRFToken": csrf(), "Content-Type": "application/octet-stream" },
    body: bytes,
    credentials: "same-origin",
  });
  if (!reply.ok) throw new Error(String(reply.status));
  const { now } = await reply.json();
  const took = performance.now() - started;
  return { took, offset: Math.round(startedAt + took / 2 - now) };
}

async function line() {
  said.textContent = words.measuring;
  try {
    const small = await upload(new Uint8Array(1));
    const big = await upload(noise(UPLOAD_BYTES));
    const seconds = Math.max((big.took - small.took) / 1000, 0.005);
    const kilobits = Math.round((UPLOAD_BYTES * 8) / 1000 / seconds);
    form.elements.kilobits_up.value = kilobits;
    form.elements.clock_offset_ms.value = small.offset;
    find(kilobits < SLOWEST_KILOBITS ? "line_slow" : "line_ok", kilobits >= SLOWEST_KILOBITS);
    const isRight = Math.abs(small.offset) <= CLOCK_TOLERANCE_MS;
    find(isRight ? "clock_ok" : "clock_off", isRight);
  } catch {
    find("line_failed", false);
  }
}

function noise(size) {
  const bytes = new Uint8Array(size);
  for (let start = 0; start < size; start += 65536) {
    crypto.getRandomValues(bytes.subarray(start, Math.min(start + 65536, size)));
  }
  return bytes;
}

async function sightAndSound() {
  if (!navigator.mediaDevices?.getUserMedia) {
    said.textContent = words.insecure;
    return null;
  }
  said.textContent = words.starting;
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user" }, audio: true });
  } catch (error) {
    said.textContent = words[reasonOf(error)];
    return null;
  }
}

async function test() {
  begin.disabled = true;
  findings.replaceChildren();
  const stream = await sightAndSound();
  const why = said.textContent;
  if (stream === null) {
    answer("camera", false);
    answer("microphone", false);
    find("camera_bad", false);
    document.getElementById("device-help").open = true;
    await line();
    said.textContent = why;
  } else {
    try {
      document.getElementById("device-level-line").hidden = false;
      said.textContent = words.running;
      const [light, loud] = await Promise.all([pictureOf(stream), loudness(stream)]);
      answer("camera", light !== null);
      answer("microphone", loud > 2);
      find(light !== null ? "camera_ok" : "camera_bad", light !== null);
      find(loud > 2 ? "sound_ok" : "sound_bad", loud > 2);
      if (light !== null) {
        form.elements.brightness.value = light;
        find(light < DARKEST ? "light_dark" : light > BRIGHTEST ? "light_bright" : "light_ok",
          light >= DARKEST && light <= BRIGHTEST);
      }
    } finally {
      for (const track of stream.getTracks()) track.stop();
      picture.srcObject = null;
      picture.hidden = true;
    }
    await line();
    said.textContent = words.done;
  }
  form.elements.device.value = navigator.userAgent.slice(0, 200);
  begin.disabled = false;
}

place.hidden = false;
begin.addEventListener("click", test);
