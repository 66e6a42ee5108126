# Makes the view that a function has of its machine. `unshare` starts this script as the first process of its own mount and process
# namespaces, and of its own user namespace unless the engine is root:
# sandbox.sh <empty folder> <program, or folder that is /var/lang> <runtime folder> <packages folder or ''> <user or ''> <command …>
#
# The command starts at once and waits, before any code of a function is in sight. Then three lines come on descriptor 5: the folder of the
# function's code, the folder of its layers or nothing, and the size of its /tmp in megabytes. The script answers on descriptor 6 with
# `ready`, or with `gone` if the code is not there.
#
# An engine that is root names the user of the machine that the command runs as, because the kernel limits no processes of root's. It gets
# a user namespace of its own, so that each environment is counted by itself.
set -e
umask 022
root=$1 program=$2 runtime=$3 packages=$4 user=$5
shift 5
ulimit -n 1024

mount -n --make-rprivate /
mount -n -t tmpfs -o mode=0755,size=1m sandbox "$root"
cd "$root"
mkdir -p usr var/lang var/task var/runtime opt tmp proc dev etc run/host
for folder in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$folder" ]; then
    ln -s "$(readlink "/$folder")" "$folder"
  elif [ -d "/$folder" ]; then
    mkdir "$folder"
    mount -n --rbind -o ro "/$folder" "$folder"
  fi
done
mount -n --rbind -o ro /usr usr
for file in resolv.conf hosts nsswitch.conf localtime ld.so.cache ssl pki ca-certificates alternatives; do
  [ -e "/etc/$file" ] || continue
  if [ -d "/etc/$file" ]; then mkdir "etc/$file"; else : >"etc/$file"; fi
  mount -n --rbind -o ro "/etc/$file" "etc/$file"
done
echo 'sbx_user1051:x:993:990::/home/sbx_user1051:/sbin/nologin' >etc/passwd
echo 'sbx_user1051:x:990:' >etc/group
for file in null zero full random urandom; do
  : >"dev/$file"
  mount -n --bind "/dev/$file" "dev/$file"
done
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
if [ -d "$program" ]; then
  mount -n --rbind -o ro "$program" var/lang
else
  mkdir var/lang/bin
  : >"var/lang/bin/${program##*/}"
  mount -n --bind -o ro "$program" "var/lang/bin/${program##*/}"
fi
mount -n --bind -o ro "$runtime" var/runtime
if [ -n "$packages" ]; then
  mount -n --bind -o ro "$packages" var/runtime/sdk/node_modules
  # ES modules do not read NODE_PATH, and find the runtime's SDK all the same.
  ln -s /var/runtime/node_modules var/node_modules
fi
mount -n -t proc -o nosuid,nodev,noexec proc proc
mount -n -t tmpfs -o nosuid,nodev,mode=1777,size=512m tmp tmp
pivot_root . run/host
cd /
mount -n -o remount,ro,size=1m / 2>/dev/null || :

set -- prlimit --nproc=1024 setpriv --bounding-set=-all --ambient-caps=-all --inh-caps=-all --no-new-privs "$@"
if [ -n "$user" ]; then
  set -- setpriv "--reuid=$user" "--regid=$user" --clear-groups unshare --user --map-user=993 --map-group=990 "$@"
fi
"$@" 5<&- 6>&- &
child=$!

IFS= read -r code <&5
IFS= read -r layers <&5
IFS= read -r megabytes <&5
# A folder that is gone (hot reload) is the function's error.
mount -n --bind -o ro "/run/host$code" /var/task 2>/dev/null && answer=ready || answer=gone
[ -z "$layers" ] || mount -n --bind -o ro "/run/host$layers" /opt
[ "$megabytes" = 512 ] || mount -n -o "remount,nosuid,nodev,size=${megabytes}m" /tmp
umount -n -l /run/host
echo "$answer" >&6

exec 3<&- 4>&- 5<&- 6>&-
wait "$child" && status=0 || status=$?
exit "$status"
