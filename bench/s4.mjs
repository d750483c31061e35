import { selfLoop } from './dist/self-loop.js';
const N=1e6; const {awaiting,plain}=selfLoop(N); let a=1e9,b=1e9;
for(let i=0;i<(+process.env.R||25);i++){let t=performance.now();await awaiting.run();a=Math.min(a,performance.now()-t);t=performance.now();await plain.run();b=Math.min(b,performance.now()-t);}
console.log((a*1e6/N).toFixed(1),(b*1e6/N).toFixed(1),(b/a).toFixed(2));
