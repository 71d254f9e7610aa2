# The same program as `npm start`, for a server that has PostgreSQL and Redis beside it (docker-compose.yml).
FROM node:24-bookworm-slim AS made
WORKDIR /app

COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

COPY . .
# What only makes the database client, and that client's parts for other databases, are of no use afterwards (docs/decisions/packages.md).
RUN node scripts/generate.mjs && node scripts/join.mjs \
 && npm uninstall --no-save --omit=dev prisma \
 && rm -rf node_modules/typescript node_modules/@typescript \
 && find node_modules/@prisma/client/runtime -name 'query_compiler_*' ! -name '*postgresql*' -delete

FROM node:24-bookworm-slim
WORKDIR /app

COPY --from=made /app ./
RUN mkdir -p data backups && chown node:node data backups

USER node
# Inside a container every address is the container's own; what is published is for docker-compose.yml to say.
ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/app/data LOG_TO=stderr
VOLUME /app/data /app/backups
EXPOSE 3000

HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=6 CMD node -e "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"

CMD ["node", "scripts/start.mjs"]
