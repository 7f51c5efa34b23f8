// Where one stands: asked of the device when a button is pressed, and rounded before it leaves it.

const LATITUDE_STEP = 0.001; // 111 m
const LONGITUDE_STEP = 0.0015; // 103 m at 52° north; the server rounds once more

function rounded(degrees, step) {
  return (Math.round(degrees / step) * step).toFixed(4);
}

export function here() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        resolve({
          latitude: rounded(coords.latitude, LATITUDE_STEP),
          longitude: rounded(coords.longitude, LONGITUDE_STEP),
        });
      },
      reject,
      { maximumAge: 60_000, timeout: 10_000 },
    );
  });
}
