# syntax=docker/dockerfile:1

# Builds the package, then installs it alone: the image has neither sources nor tools.
FROM node:20-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN npm pack --pack-destination /package

FROM node:20-slim
COPY --from=build /package/*.tgz /tmp/lanline.tgz
RUN npm install --global --omit=dev /tmp/lanline.tgz && rm -rf /tmp/lanline.tgz /root/.npm
USER node
ENV LANLINE_DATA_DIR=/home/node/lanline
# TCP for the page and signaling, UDP for STUN. Run it with `--network host`: see the README.
EXPOSE 3000/tcp 3000/udp
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["lanline"]
