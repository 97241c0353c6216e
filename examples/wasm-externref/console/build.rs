fn main() {
    prebind_build::archives();
}
