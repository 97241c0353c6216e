/*
 * libprebind: Prebind in the process that asks for it, where starting a program would cost more
 * than most of the answers.
 *
 * A request is a JSON object of options, or NULL for none; a member that is not known is an error.
 * An answer is a JSON object, the same that the program `prebind` prints with `--json`. Members are
 * only ever added to answers.
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
 * with the first error, the text of all of them as the program would show it, and all of them one
 * by one. Texts are UTF-8. Relative paths are relative to the current directory.
 *
 * All functions may be called from any number of threads at once; nothing is kept between calls.
 * They read the environment, which no other thread may change meanwhile. A function ends neither
 * the process nor the thread, whatever happens, and throws nothing.
 */
#ifndef PREBIND_H
#define PREBIND_H

#ifdef __cplusplus
extern "C" {
#endif

enum {
  PREBIND_DONE = 0,
  PREBIND_FAILED = 1, /* the work could not be done */
  PREBIND_USAGE = 2,  /* the options are wrong */
  PREBIND_STALE = 3   /* prebind_check: not everything is up to date */
};

/*
 * Takes a line of what is said while the work goes on, of cargo's progress and of rustc's
 * diagnostics, without its line end. It is called by the thread that called the function, is not to
 * throw, and gets the `data` that was given with it. Without one (NULL) these lines go to standard
 * error, with cargo's progress bar if that is a terminal.
 */
typedef void (*prebind_log)(void* data, const char* line);

/* The version of the library, as "0.1.0". */
const char* prebind_version(void);

/*
 * Each of these functions does what the command of the same name does. `result` gets the answer,
 * to be released with prebind_free; it may be NULL. All take these options beside their own:
 *
 *   option     default  meaning
 *   "color"    false    use colours in lines and texts
 *   "program"  ""       the path of the program `prebind`, which the macros in crates start; ""
 *                       takes the one that is installed with the library
 */

/* clang-format off */
/*
 * Builds a crate as a library and writes its bindings.
 *
 *   option               default  meaning
 *   "crate"              -        the crate's folder, or its Cargo.toml
 *   "block", "folder"    -        in place of a crate: Rust in one text, with its dependencies in
 *                                 the form of cargo's scripts, and the folder that it stands in
 *                                 (docs/julia.md)
 *   "output"             ""       the module to write; "" names it after the crate, in the current
 *                                 directory
 *   "language"           "julia"  the host language
 *   "module"             ""       the module's name; "" takes the crate's
 *   "library_directory"  ""       where to put the library; "" puts it beside the module
 *   "release"            true     optimize
 *   "features"           []       features of the crate to switch on
 *   "target"             ""       the target triple; "" is this machine
 *   "locked", "offline"  false    as cargo's options of these names
 *   "force"              false    build even if nothing has changed
 *   "paranoid"           false    read every input, whatever its time stamps say
 */
/* clang-format on */
int prebind_build(const char* options, prebind_log log, void* data, char** result);

/* Whether bindings are up to date: PREBIND_DONE or PREBIND_STALE. "crates" […], "paranoid" false */
int prebind_check(const char* options, prebind_log log, void* data, char** result);

/* What the last builds were made from, and what the next one would do. "crate", "paranoid" false */
int prebind_explain(const char* options, prebind_log log, void* data, char** result);

/* What a library exports. "library" */
int prebind_inspect(const char* options, prebind_log log, void* data, char** result);

/* The cache that all builds of this user share. */
int prebind_cache_dir(const char* options, prebind_log log, void* data, char** result);
int prebind_cache_size(const char* options, prebind_log log, void* data, char** result);
int prebind_cache_list(const char* options, prebind_log log, void* data, char** result);
int prebind_cache_verify(const char* options, prebind_log log, void* data, char** result);
int prebind_cache_stats(const char* options, prebind_log log, void* data, char** result);
int prebind_cache_clear(const char* options, prebind_log log, void* data, char** result);

/* Removes what was not used for long. "max_age" ("30d"), "max_size" ("5G"), at least one of them */
int prebind_cache_clean(const char* options, prebind_log log, void* data, char** result);

/* Releases an answer. NULL is nothing to release. */
void prebind_free(char* result);

#ifdef __cplusplus
}
#endif

#endif
