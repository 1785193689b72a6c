#!/bin/sh
# Installs the gateway as a service on this machine, from the package and the launcher beside this script: sudo sh install.sh
# Where it is installed already, the package becomes an update of it. Nothing of /var/lib/stethos is touched.
set -eu
root=/opt/stethos
data=/var/lib/stethos
say() { printf '%s\n' "install: $*" >&2; }
die() { say "$*"; exit 3; }

here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" -eq 0 ] || die "needs root: sudo sh $0"
command -v systemctl >/dev/null || die "this system has no systemd; start launcher/stethos-launcher by its own means"
package=
for file in "$here"/stethos-*.tar.gz; do
  [ -z "$package" ] || die "two packages beside this script: keep the one to install"
  package=$file
done
[ -s "$package" ] || die "no stethos-VERSION.tar.gz beside this script"
owner=
for file in "$here"/*.sks; do
  [ -z "$owner" ] || die "two key sets beside this script: keep the newest"
  [ -e "$file" ] && owner=$file
done

missing=
command -v mosquitto >/dev/null || missing="$missing mosquitto"
ldconfig -p | grep -q libmosquitto.so.1 || missing="$missing libmosquitto1"
ldconfig -p | grep -q libsqlite3.so.0 || missing="$missing libsqlite3-0"
if [ -n "$missing" ]; then
  say "installing$missing ..."
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null ||
    die "missing:$missing; install them from a medium, then run this again"
fi

id stethos >/dev/null 2>&1 || useradd --system --home-dir "$data" --shell /usr/sbin/nologin stethos
install -d -o stethos -g stethos "$root"
install -d -o stethos -g stethos -m 0750 "$data"
[ -e "$data/node-keys" ] || install -o stethos -g stethos -m 0600 /dev/null "$data/node-keys"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 0755 "$work"
tar -xzf "$package" -C "$work" || die "$package cannot be unpacked"
cp "$package" "$work/package.tar.gz"
chmod 0644 "$work/package.tar.gz"
if [ -n "$owner" ]; then
  # From here on nothing is taken that this owner did not sign: packages of the gateway, releases for nodes, models.
  install -m 0644 "$owner" "$work/owner.sks"
  runuser -u stethos -- "$work/stethos" self trust "$work/owner.sks" --root "$root"
  if [ ! -d "$data/key-sets" ]; then
    install -d -o stethos -g stethos "$data/key-sets"
    install -o stethos -g stethos -m 0644 "$owner" "$data/key-sets/"
  fi
else
  say "no key set (.sks) beside this script: nobody's signature is asked for"
fi
runuser -u stethos -- "$work/stethos" self install "$work/package.tar.gz" --root "$root"

# The launcher is the fixed part: it is put there once, and an update of the gateway does not need another.
if [ -d "$root/launcher" ]; then
  say "the launcher in $root/launcher stays as it is"
else
  cp -r "$here/launcher" "$root/launcher.new"
  chown -R root:root "$root/launcher.new"
  mv "$root/launcher.new" "$root/launcher"
fi
for unit in stethos.service stethos-system-good.service; do
  [ -e "/etc/systemd/system/$unit" ] || cp "$root/launcher/$unit" /etc/systemd/system/
done
systemctl daemon-reload
systemctl enable --now stethos.service
if [ -e /etc/rauc/system.conf ]; then
  if systemctl cat rauc.service >/dev/null 2>&1; then
    systemctl enable stethos-system-good.service
  else
    say "/etc/rauc/system.conf is there but RAUC's service is not: apt-get install rauc rauc-service, then run this again"
  fi
fi
say "installed; 'journalctl -u stethos' tells how it goes, device keys belong in $data/node-keys"
