/*
 * libprebind: Prebind as a library, for callers that do not want to start a program for each
 * answer.
 *
 * A request is a JSON object of options, or NULL for none; an unknown member is an error. An answer
 * is a JSON object, the same that the program `prebind` prints with `--json`. Later versions may
 * add members to answers; they remove none.
 *
 *     char *answer;
 *     int status = prebind_build("{\"crate\": \"geometry\"}", NULL, NULL, &answer);
 *     puts(answer);
 *     prebind_free(answer);
 *
 * If the status is PREBIND_FAILED or PREBIND_USAGE, the answer is
 *
 *     {"error": {"message": …, "place": …, "help": …, "text": …}, "errors": […]}
 *
 * `error` is the first error; its `text` is all errors as the program would print them. `errors`
 * has all of them, one by one. Texts are UTF-8. Relative paths are relative to the current
 * directory.
 *
 * Any number of threads may call these functions at once; nothing is kept between calls. They read
 * the environment, which no other thread may change meanwhile. No function ends the process or the
 * thread, and none throws, whatever happens.
 */
#ifndef PREBIND_H
#define PREBIND_H

#ifdef __cplusplus
extern "C" {
#endif

enum {
  PREBIND_DONE = 0,
  PREBIND_FAILED = 1, /* the function could not do its work */
  PREBIND_USAGE = 2,  /* the options are wrong */
  PREBIND_STALE = 3   /* prebind_check: some bindings are not up to date */
};

/*
 * Gets a line of cargo's progress or of rustc's diagnostics, without its line end, while a function
 * works. The thread that called the function calls it, with the `data` that was passed along. It
 * must not throw. If it is NULL, the lines go to standard error; on a terminal, cargo shows its
 * progress bar.
 */
typedef void (*prebind_log)(void* data, const char* line);

/* The version of the library, as "0.1.0". */
const char* prebind_version(void);

/* clang-format off */
/*
 * Each of these functions does what the command of the same name does. `result` gets the answer,
 * which prebind_free releases; it may be NULL. All functions take these options besides their own:
 *
 *   option     default  meaning
 *   "color"    false    use colours in lines and texts
 *   "program"  ""       the path of the program `prebind`, which the macros in crates start; ""
 *                       takes the one that is installed with the library
 */

/*
 * Builds a crate as a library and writes its bindings. It needs either "crate" or "block".
 *
 *   option               default  meaning
 *   "crate"              ""       the crate's folder, or its Cargo.toml
 *   "block"              ""       Rust in one text, with its dependencies in the form of cargo's
 *                                 scripts (docs/julia.md)
 *   "folder"             ""       the folder that relative paths in the block start at
 *   "output"             ""       the module to write; "" names it after the crate, in the current
 *                                 directory
 *   "language"           "julia"  the host language
 *   "module"             ""       the module's name; "" takes the crate's
 *   "library_directory"  ""       where to put the library; "" puts it beside the module
 *   "release"            true     optimize
 *   "features"           []       features of the crate to switch on
 *   "target"             ""       the target triple; "" is this machine
 *   "glibc"              ""       the oldest glibc that the library is to load with, as "2.17"
 *   "precompile"         ""       which functions Julia compiles while it precompiles a package
 *                                 that has the module: "all", "used" or "none"; "" is all, up to
 *                                 1,000
 *   "locked"             false    fail if Cargo.lock would have to change
 *   "offline"            false    do not use the network
 *   "force"              false    build even if nothing has changed
 *   "paranoid"           false    read every input, whatever its time stamps say
 *   "skip_unsupported"   false    leave out what the language cannot have, instead of an error
 *   "for_session"        false    the module is loaded now and is not kept; prebind_check leaves it
 *                                 out where the crate has other modules
 */
int prebind_build(const char* options, prebind_log log, void* data, char** result);

/*
 * Whether the bindings of crates are up to date: PREBIND_DONE or PREBIND_STALE.
 *
 *   option      default  meaning
 *   "crates"    -        the crates' folders, or their Cargo.toml
 *   "paranoid"  false    read every input, whatever its time stamps say
 */
int prebind_check(const char* options, prebind_log log, void* data, char** result);

/*
 * What the last builds of a crate were made from, and what the next one would do.
 *
 *   option      default  meaning
 *   "crate"     -        the crate's folder, or its Cargo.toml
 *   "paranoid"  false    read every input, whatever its time stamps say
 */
int prebind_explain(const char* options, prebind_log log, void* data, char** result);

/*
 * What a library exports.
 *
 *   option     default  meaning
 *   "library"  -        the file that prebind_build wrote
 */
int prebind_inspect(const char* options, prebind_log log, void* data, char** result);

/* The cache that all builds of this user share. */
int prebind_cache_dir(const char* options, prebind_log log, void* data, char** result);
int prebind_cache_size(const char* options, prebind_log log, void* data, char** result);
int prebind_cache_list(const char* options, prebind_log log, void* data, char** result);
int prebind_cache_verify(const char* options, prebind_log log, void* data, char** result);
int prebind_cache_stats(const char* options, prebind_log log, void* data, char** result);
int prebind_cache_clear(const char* options, prebind_log log, void* data, char** result);

/*
 * Removes results that were not used for long. It needs at least one of its options.
 *
 *   option      default  meaning
 *   "max_age"   ""       keep what was used in this time, as "30d"
 *   "max_size"  ""       keep no more than this, as "5G"
 */
int prebind_cache_clean(const char* options, prebind_log log, void* data, char** result);
/* clang-format on */

/* Releases an answer, or does nothing for NULL. */
void prebind_free(char* result);

#ifdef __cplusplus
}
#endif

#endif
