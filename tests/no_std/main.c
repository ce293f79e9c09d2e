int dtdl_no_std_proof(void);

/* The `alloc` that comes with Rust for a host was compiled to unwind, and names this. Nothing unwinds here. */
void rust_eh_personality(void) {}

int main(void) { return dtdl_no_std_proof(); }
