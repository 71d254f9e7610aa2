# The same program as `npm start`, for a server that has PostgreSQL and Redis beside it (docker-compose.yml).
FROM node:20-bookworm-slim
WORKDIR /app

COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force

COPY . .
# What a first start would do, done once for all of them.
RUN node scripts/generate.mjs && node scripts/join.mjs && mkdir -p data && chown node:node data

USER node
# Inside a container every address is the container's own; what is published is for docker-compose.yml to say.
ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/app/data LOG_TO=stderr
VOLUME /app/data
EXPOSE 3000

HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=6 CMD node -e "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"

CMD ["node", "scripts/start.mjs"]
