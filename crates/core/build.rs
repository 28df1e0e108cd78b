//! The catalogue is compiled in; cargo does not see its files by itself.

fn main() {
    println!("cargo:rerun-if-changed=../../catalog");
}
